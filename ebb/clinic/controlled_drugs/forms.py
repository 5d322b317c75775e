from django import forms
from django.utils.translation import gettext_lazy as _

from ebb.clinic.controlled_drugs.actions import STRENGTHS_MG_PER_ML
from ebb.clinic.lib import fields
from ebb.clinic.people.models import STAFF, Site, User


def label_strength(label: str) -> forms.TypedChoiceField:
    """The strength as it stands on a vial; nobody's hand is led to one."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", "–"), *((str(strength), f"{strength} mg/mL") for strength in STRENGTHS_MG_PER_ML)],
        coerce=lambda text: next(strength for strength in STRENGTHS_MG_PER_ML if str(strength) == text),
    )


class OpeningForm(forms.Form):
    """Full vials of one lot. The witness counts too and gives their own password."""

    lot = forms.CharField(label=_("Lot"), max_length=40)
    strength_mg_per_ml = label_strength(_("Strength on the label"))
    volume_ml = fields.DecimalField(label=_("One vial holds"), min_value=0, max_digits=6, decimal_places=2)
    vials = fields.IntegerField(label=_("Full vials counted"), min_value=0, max_value=30_000)
    witness = forms.ModelChoiceField(label=_("Counted with"), queryset=User.objects.none())
    password = forms.CharField(
        label=_("The witness's own password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("The witness types it, having counted."),
    )

    def __init__(self, site: Site, counter: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(memberships__site=site, memberships__role__in=STAFF, is_active=True)
        self.fields["witness"].queryset = staff.exclude(pk=counter.pk).distinct().order_by("name")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        witness, password = cleaned.get("witness"), cleaned.pop("password", None)
        if witness is not None and password is not None and not witness.check_password(password):
            self.add_error("password", _("That is not the witness's password. Nothing was recorded."))
        return cleaned
