from django import forms
from django.utils.translation import gettext_lazy as _

from ebb.clinic.infusion.forms.base import ChartForm
from ebb.pathway.discharge_gate import Gate
from ebb.pathway.scales import ALDRETE, PADSS, ScoreSheet


def sheet_form(sheet: ScoreSheet) -> type[ChartForm]:
    """A form with one choice for each item that this clinic asks, in the words of its anchors."""
    items = {
        item.name: forms.TypedChoiceField(
            label=item.title,
            choices=[(score, anchor) for score, anchor in reversed(list(enumerate(item.anchors)))],
            coerce=int,
            widget=forms.RadioSelect,
        )
        for item in sheet.items
        if item.fixed is None
    }
    return type(f"{sheet.name.title()}Form", (ChartForm,), items | {"fields_template": "recovery/_items.html"})


AldreteForm = sheet_form(ALDRETE)
PadssForm = sheet_form(PADSS)


def seen(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


class Readiness(ChartForm):
    """What only a person can see; what is not ticked was not seen."""

    oriented = seen(_("Knows who they are, where, and what day it is"))
    patient_agrees = seen(_("Says that things feel real again"))
    walks_as_before = seen(_("Walks as steadily as before"))
    sips_tolerated = seen(_("Keeps sips of water down"))
    cannula_out = seen(_("Cannula is out, the site is dry"))
    escort_identified = seen(_("The escort is here and known"))
    advice_given = seen(
        _("Has the written advice with the emergency number and tonight's opioid and benzodiazepine doses")
    )
    driving_understood = seen(_("Understands: no driving, machines or contracts for 24 hours"))


class Keeper(ChartForm):
    name = forms.CharField(label=_("Who keeps watch"), max_length=120)


class Discharge(ChartForm):
    """The way home. What the gate still holds can be named and signed by a prescriber alone."""

    name = forms.CharField(label=_("Goes home with"), max_length=120)
    against = forms.MultipleChoiceField(
        label=_("Discharge although"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)

    def __init__(self, *args: object, gate: Gate | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        items = gate.items if gate else ()
        self.fields["against"].choices = [(item.id, item.name) for item in items if item.passed is not True]
