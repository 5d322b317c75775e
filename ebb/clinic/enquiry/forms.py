from django import forms
from django.utils.translation import gettext_lazy as _

from ebb.clinic.people.models import Patient, Sex, Site


class EnquiryForm(forms.Form):
    """What a visitor may tell us before anything is private: a name, one way to answer, perhaps a question."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    question = forms.CharField(
        label=_("Your question, if you like"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No need to describe your illness here. We talk about that in private."),
    )
    site = forms.ModelChoiceField(label=_("Which of our houses?"), queryset=Site.objects.order_by("name"))
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        sites = self.fields["site"].queryset
        if len(sites) == 1:
            self.fields["site"].widget = forms.HiddenInput()
            self.initial["site"] = sites[0].pk

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not cleaned.get("email") and not cleaned.get("phone"):
            raise forms.ValidationError(_("Give us an e-mail address or a phone number, so that we can answer."))
        return cleaned

    @property
    def from_a_machine(self) -> bool:
        """Whether the field that no person sees was filled in."""
        return bool(self.cleaned_data.get("website"))


class OpenFileForm(forms.Form):
    """What is needed to open a patient's file."""

    given_name = forms.CharField(label=_("Given name"), max_length=80)
    family_name = forms.CharField(label=_("Family name"), max_length=80)
    born_on = forms.DateField(label=_("Born on"), widget=forms.DateInput(attrs={"type": "date"}))
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices)
    number = forms.CharField(label=_("File number"), max_length=20)

    def __init__(self, site: Site, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.site = site

    def clean_number(self) -> str:
        number = self.cleaned_data["number"].strip()
        if Patient.objects.filter(site=self.site, number=number).exists():
            raise forms.ValidationError(_("Another patient has this number. Look the file up, or choose another."))
        return number
