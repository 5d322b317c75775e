from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from ebb.clinic.controlled_drugs.actions import COUNTED, STRENGTHS_MG_PER_ML
from ebb.clinic.lib import fields
from ebb.clinic.people.models import STAFF, Site, User
from ebb.pathway.quantities import shown


def label_strength(label: str) -> forms.TypedChoiceField:
    """The strength as it stands on a vial; nobody's hand is led to one."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", "–"), *((str(strength), f"{strength} mg/mL") for strength in STRENGTHS_MG_PER_ML)],
        coerce=lambda text: next(strength for strength in STRENGTHS_MG_PER_ML if str(strength) == text),
    )


class CountForm(forms.Form):
    """What one person reads on the label and counts."""

    strength_mg_per_ml = label_strength(_("Strength on the label"))
    volume_ml = fields.DecimalField(label=_("One vial holds"), min_value=0, max_digits=6, decimal_places=2)
    vials = fields.IntegerField(label=_("Full vials counted"), min_value=0, max_value=30_000)

    @property
    def counted(self) -> dict[str, str]:
        """What was counted, each number written one way, by field."""
        return {name: shown(Decimal(self.cleaned_data[name])) for name in COUNTED}


class FirstCountForm(CountForm):
    """The first count of a lot, and who counts it next without seeing this one."""

    lot = forms.CharField(label=_("Lot"), max_length=40)
    witness = forms.ModelChoiceField(label=_("Counted next by"), queryset=User.objects.none())
    field_order = ("lot", *CountForm.base_fields, "witness")

    def __init__(self, site: Site, counter: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(memberships__site=site, memberships__role__in=STAFF, is_active=True)
        self.fields["witness"].queryset = staff.exclude(pk=counter.pk).distinct().order_by("name")


class SecondCountForm(CountForm):
    """The witness's own count, under their own password."""

    password = forms.CharField(label=_("Your own password"), widget=forms.PasswordInput(attrs={"autocomplete": "off"}))

    def __init__(self, witness: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.witness = witness

    def clean_password(self) -> None:
        if not self.witness.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("That is not the witness's password. Nothing was recorded."))
