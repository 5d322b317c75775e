from django import forms
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from ebb.clinic.infusion.forms.base import ChartForm, number
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.lib import fields
from ebb.clinic.people.models import Role, User
from ebb.pathway.alarms import SYMPTOMS
from ebb.pathway.iv_site import WELL


class VitalsForm(ChartForm):
    """What was read at the patient; what was not measured stays empty."""

    nibp_sys_mmhg = number(_("BP, upper"), digits=5, places=1, required=False)
    nibp_dia_mmhg = number(_("BP, lower"), digits=5, places=1, required=False)
    hr_per_min = number(_("HR"), digits=5, places=1, required=False)
    spo2_percent = number(_("SpO2"), digits=5, places=1, required=False)
    rr_per_min = number(_("RR"), digits=5, places=1, required=False)
    temp_c = number(_("Temperature"), digits=4, places=1, required=False)
    source = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def action_arguments(self) -> dict[str, object]:
        values = super().action_arguments()
        if not values["source"]:
            del values["source"]
        return values


class ScoreForm(ChartForm):
    """One row of the charting sheet; "not asked" is an answer of its own."""

    scale = forms.CharField(widget=forms.HiddenInput, max_length=20)
    value = fields.IntegerField(required=False, min_value=0, max_value=10)
    not_asked = forms.BooleanField(required=False)
    distress = forms.BooleanField(label=_("and it distresses them"), required=False)


class ScaleForm(ChartForm):
    scale = forms.CharField(widget=forms.HiddenInput, max_length=20)


class NoteForm(ChartForm):
    """Something seen; or, with `about`, what completes an earlier entry."""

    about_the_infusion = True

    text = forms.CharField(label=_("Note"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    about = forms.ModelChoiceField(queryset=Event.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, infusion: Infusion, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = infusion.events.all()


class CompanyForm(ChartForm):
    name = forms.CharField(label=_("Who goes along"), max_length=120)


class SymptomsForm(ChartForm):
    """What makes a high pressure an emergency."""

    symptoms = forms.MultipleChoiceField(
        label=_("What the patient has"),
        choices=[(symptom, gettext_lazy(symptom)) for symptom in SYMPTOMS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what the patient has. Nothing was recorded.")},
    )


class IvSiteForm(ChartForm):
    """One tap a finding."""

    result = forms.ChoiceField(
        label=_("IV site"),
        choices=[
            (WELL, _("Dry, not swollen, runs freely")),
            ("infiltrated", _("Swollen, cool, tight or leaking")),
            ("painful", _("Painful or red")),
            ("blocked", _("Does not run")),
        ],
    )


class TextForm(ChartForm):
    text = forms.CharField(required=False, max_length=1000)


class HandoverForm(ChartForm):
    about_the_infusion = True
    to = forms.ModelChoiceField(label=_("Hand over to"), queryset=User.objects.none())

    def __init__(self, *args: object, infusion: Infusion, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        nurses = User.objects.filter(memberships__site=infusion.site, memberships__role=Role.NURSE)
        self.fields["to"].queryset = nurses.exclude(pk=infusion.nurse_id).distinct().order_by("name")
