from datetime import time

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ebb.clinic.infusion.forms.base import ChartForm, Confirmable, latest, number
from ebb.clinic.infusion.models import Event, Infusion
from ebb.pathway.adjuncts import ORDER_SET
from ebb.pathway.alarms import OWN_LIMITS


class OwnLimitsForm(ChartForm):
    """The patient's own alarm limits, which stand in a table of their own; an empty one stays as it was proposed."""

    fields_template = "infusion/_hidden_fields.html"

    hr_low_per_min = number(_("Heart rate, low"), digits=5, places=1, required=False)
    hr_high_per_min = number(_("Heart rate, high"), digits=5, places=1, required=False)
    spo2_low_percent = number(_("SpO2, low"), digits=5, places=1, required=False)
    sys_low_mmhg = number(_("Systolic pressure, low"), digits=5, places=1, required=False)
    sys_high_mmhg = number(_("Systolic pressure, high"), digits=5, places=1, required=False)
    dia_high_mmhg = number(_("Diastolic pressure, high"), digits=5, places=1, required=False)
    rr_low_per_min = number(_("Breathing rate, low"), digits=5, places=1, required=False)
    rr_high_per_min = number(_("Breathing rate, high"), digits=5, places=1, required=False)

    def action_arguments(self) -> dict[str, object]:
        values = super().action_arguments()
        typed = {own.name: values.pop(own.name) for own in OWN_LIMITS}
        return values | {"limits": {name: bound for name, bound in typed.items() if bound is not None}}


class StartForm(OwnLimitsForm):
    container = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)


class LimitsForm(OwnLimitsForm):
    reason = forms.CharField(label=_("Why"), max_length=300)


class RateForm(ChartForm):
    rate_ml_per_h = number(_("New rate"))
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)


class ReasonForm(ChartForm):
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)


class ResumeForm(ChartForm):
    rate_ml_per_h = number(_("Rate"), required=False)
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)


class StopForm(ChartForm):
    """The infusion is over: it ran to its end, or someone ended it and says why."""

    completed = forms.TypedChoiceField(
        label=_("It ended because"),
        choices=[("yes", _("the order ran to its end")), ("no", _("it was stopped before the end"))],
        coerce=lambda word: word == "yes",
        required=False,
        empty_value=False,
    )
    reason = forms.CharField(label=_("Why, if before the end"), required=False, max_length=300)


class HangForm(ChartForm):
    container = forms.CharField(label=_("Container"), max_length=40)


class PumpTextForm(ChartForm):
    text = forms.CharField(label=_("What the pump said"), max_length=200)


class FoundStoppedForm(ChartForm):
    stopped = forms.TimeField(label=_("Stopped since"), widget=forms.TimeInput(attrs={"type": "time"}))
    text = forms.CharField(label=_("What the pump said"), required=False, max_length=200)

    def action_arguments(self) -> dict[str, object]:
        values = super().action_arguments()
        stopped: time = values.pop("stopped")
        return values | {"stopped_at": latest(stopped, self.at)}


class VolumeForm(Confirmable):
    volume_ml = number(_("Volume infused, as the pump shows it"))


class BolusForm(Confirmable):
    dose_mg = number(_("Dose"))
    duration_min = number(_("Over"), digits=6, places=2)
    reason = forms.CharField(label=_("Why"), max_length=300)


class AdjunctInput(forms.TextInput):
    """The drugs of the order set by name; another one can be typed."""

    def render(self, name: str, value: object, attrs: dict[str, object] | None = None, **options: object) -> SafeString:
        names = f"{(attrs or {}).get('id', name)}_names"
        field = super().render(name, value, {**(attrs or {}), "list": names}, **options)
        drugs = format_html_join("", '<option value="{}">', ((drug,) for drug in ORDER_SET))
        return format_html('{}<datalist id="{}">{}</datalist>', field, names, drugs)


class AdjunctForm(ChartForm):
    drug = forms.CharField(label=_("Drug"), max_length=80, widget=AdjunctInput)
    dose = number(_("Dose"))
    unit = forms.ChoiceField(label=_("Unit"), choices=[(u, u) for u in ("mg", "µg", "mL", "g", "L/min")])
    route = forms.ChoiceField(label=_("Route"), choices=[(r, r) for r in ("IV", "PO", "SL", "IM", "nasal", "inhaled")])
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)


class EntryForm(ChartForm):
    """A action about an earlier entry of the same visit."""

    about_the_infusion = True

    event = forms.ModelChoiceField(queryset=Event.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: object, infusion: Infusion, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = infusion.events.all()


class MistakeForm(EntryForm):
    reason = forms.CharField(label=_("What was wrong"), max_length=300)
