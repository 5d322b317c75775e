from django import forms
from django.utils.translation import gettext_lazy as _

from ebb.clinic.assessment.evidence import EVIDENCE
from ebb.clinic.lib import fields
from ebb.clinic.people.forms import SigningForm
from ebb.clinic.plan.orders import Draft

LETTERS = [("A", _("A: short, 40 to 60 min")), ("B", _("B: extended, 2 to 4 h"))]
WAYS = [("dose", _("Dose in mg/kg over the time")), ("rate", _("Rate in mg/kg/h for the time"))]
DRAFTED = ("programme", "infusions", "duration_min", "weight_kg", "height_cm", "weight_reason")


def amount(label: str, *, digits: int, places: int, **options: object) -> fields.DecimalField:
    """A quantity as it is typed: what is out of all reason the pathway refuses, with a reason."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return fields.DecimalField(label=label, max_digits=digits, decimal_places=places, widget=widget, **options)


class PlanForm(SigningForm):
    """A course of care and its one order. The password is asked for only when it is signed."""

    diagnosis = forms.ChoiceField(label=_("Diagnosis"), choices=[(each.name, each.name) for each in EVIDENCE])
    goal = forms.CharField(label=_("Goal, something the patient wants to do again"), max_length=300)
    infusions = fields.IntegerField(label=_("Number of infusions"), min_value=1, max_value=100, initial=5)
    medicines = forms.CharField(label=_("Medicines"), required=False, widget=forms.Textarea)
    physical_therapy = forms.CharField(label=_("Physical therapy"), required=False, widget=forms.Textarea)
    lifestyle = forms.CharField(
        label=_("Daily life: sleep, activity, heat and cold"), required=False, widget=forms.Textarea
    )

    programme = forms.ChoiceField(label=_("Programme"), choices=LETTERS, widget=forms.RadioSelect, initial="A")
    ordered_by = forms.ChoiceField(label=_("Ordered as"), choices=WAYS, widget=forms.RadioSelect, initial="dose")
    dose_mg_per_kg = amount(_("Dose"), digits=6, places=3, required=False)
    rate_mg_per_kg_per_h = amount(_("Rate"), digits=6, places=3, required=False)
    duration_min = fields.IntegerField(label=_("Over"), min_value=1, max_value=1440, initial=40)
    cap_mg_per_h = amount(_("Cap, if any"), digits=6, places=2, required=False)
    weight_kg = amount(_("Weight, measured"), digits=5, places=1)
    height_cm = amount(_("Height"), digits=4, places=1)
    weight_reason = forms.CharField(
        label=_("Why dose on the actual weight"),
        max_length=200,
        required=False,
        help_text=_("Empty: the smaller of actual weight and 30 × height² (clinic policy, D)."),
    )
    override_reason = forms.CharField(
        label=_("Why beyond a soft limit"), max_length=300, required=False,
        help_text=_("Needed only where a limit below says OVERRIDE."),
    )  # fmt: skip

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, signer: object, *args: object, signing: bool = True, **kwargs: object) -> None:
        super().__init__(signer, *args, **kwargs)
        if not signing:
            del self.fields["password"]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        wanted = "rate_mg_per_kg_per_h" if cleaned.get("ordered_by") == "rate" else "dose_mg_per_kg"
        if wanted not in self.errors and cleaned.get(wanted) is None:
            self.add_error(wanted, _("Enter it, or order the other way."))
        return cleaned

    def draft(self) -> Draft:
        """The order as typed; what was typed for the way not chosen is left out."""
        typed = self.cleaned_data
        by_rate = typed["ordered_by"] == "rate"
        return Draft(
            dose_mg_per_kg=None if by_rate else typed["dose_mg_per_kg"],
            rate_mg_per_kg_per_h=typed["rate_mg_per_kg_per_h"] if by_rate else None,
            cap_mg_per_h=typed["cap_mg_per_h"],
            **{name: typed[name] for name in DRAFTED},
        )

    def care(self) -> dict[str, str]:
        names = ("diagnosis", "goal", "medicines", "physical_therapy", "lifestyle", "override_reason")
        return {name: self.cleaned_data[name] for name in names}
