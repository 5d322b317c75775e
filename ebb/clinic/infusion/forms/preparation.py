from django import forms
from django.utils.translation import gettext_lazy as _

from ebb.clinic.controlled_drugs.forms import label_strength
from ebb.clinic.infusion.checking import prepared_containers, reads_vial
from ebb.clinic.infusion.forms.base import ChartForm, Confirmable, number
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.visit import load


class ContainerForm(Confirmable):
    """A bag or syringe as it is drawn up: from which vial, how much of it, into how much diluent."""

    container = forms.CharField(label=_("Label"), max_length=40)
    lot = forms.CharField(
        label=_("Lot of the vial"),
        max_length=40,
        help_text=_("As it stands on the vial. Draw up, and do not mix before two people have checked."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    vial_mg_per_ml = label_strength(_("Strength of the vial"))
    drawn_ml = number(_("Drawn from it"))
    diluent_ml = number(_("Diluent it goes into"))
    rate_ml_per_h = number(_("Rate it is to run at"))
    syringe_pump = forms.BooleanField(label=_("In a syringe pump"), required=False)


class CheckForm(ChartForm):
    """One person's blind check. The form shows nothing of what the other entered, not even that it differs."""

    about_the_infusion = True

    container = forms.CharField(widget=forms.HiddenInput, max_length=40)
    weight_kg = number(_("Weight the order is dosed for"), digits=5, places=1)
    vial_mg_per_ml = label_strength(_("Strength on the vial"))
    drawn_ml = number(_("Volume in the syringe"))
    concentration_mg_per_ml = number(_("Strength of the container"))
    rate_ml_per_h = number(_("Rate you work out"))
    volume_ml = number(_("Volume to go in you work out"))

    def __init__(self, *args: object, infusion: Infusion, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        visit = load(infusion)
        made = prepared_containers(visit).get(self["container"].value())
        if made and not reads_vial(visit, made):
            del self.fields["vial_mg_per_ml"], self.fields["drawn_ml"]


class LabelForm(ChartForm):
    """What someone other than who drew it up reads on the mixed container."""

    container = forms.CharField(widget=forms.HiddenInput, max_length=40)
    concentration_mg_per_ml = number(_("Strength on the label"))


class OverrideForm(ChartForm):
    finding = forms.CharField(widget=forms.HiddenInput, max_length=40)
    reason = forms.CharField(label=_("Why it may stand"), max_length=300)


class NoValuesForm(ChartForm):
    """A action that has no values: pressing the button says it all."""


class WithdrawalForm(forms.Form):
    """Who said that the patient takes the consent back, when, and in which words."""

    told_by = forms.CharField(label=_("Who told you"), max_length=120, initial=_("the patient"))
    told_at = forms.DateTimeField(
        label=_("When, if not just now"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    words = forms.CharField(
        label=_("In their words, if they said more"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
