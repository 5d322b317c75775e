from django import forms
from django.utils.translation import gettext_lazy as _

from ebb.clinic.infusion.forms.base import ChartForm, number


class ContainerForm(ChartForm):
    """A bag or syringe as it was made up."""

    container = forms.CharField(label=_("Label"), max_length=40, initial="bag 1")
    lot = forms.CharField(label=_("Lot of the vial"), max_length=40)
    concentration_mg_per_ml = number(_("Strength"))
    volume_ml = number(_("Volume in it"))
    rate_ml_per_h = number(_("Rate it is to run at"))
    syringe_pump = forms.BooleanField(label=_("In a syringe pump"), required=False)


class CheckForm(ChartForm):
    """One person's blind check. The form shows nothing of what the other entered, not even that it differs."""

    container = forms.CharField(widget=forms.HiddenInput, max_length=40)
    weight_kg = number(_("Weight"), digits=5, places=1)
    concentration_mg_per_ml = number(_("Strength on the label"))
    rate_ml_per_h = number(_("Rate you work out"))
    volume_ml = number(_("Volume you work out"))


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
