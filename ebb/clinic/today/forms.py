from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ebb.clinic.people.models import Patient
from ebb.clinic.people.presence import Stay
from ebb.clinic.plan.models import Order


class OrderField(forms.ModelChoiceField):
    def label_from_instance(self, order: Order) -> str:
        values = {
            "programme": order.get_programme_display(),
            "min": order.duration_min,
            "diagnosis": order.plan.diagnosis,
        }
        return _("%(diagnosis)s, programme %(programme)s, %(min)s min") % values


class VisitForm(forms.Form):
    """When a patient comes for an infusion under the plan in force."""

    order = OrderField(label=_("Order"), queryset=Order.objects.none(), empty_label=None)
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}))

    def __init__(self, patient: Patient, at: datetime, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["order"].queryset = Order.objects.filter(plan__in=patient.plans.current()).select_related("plan")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("on") and cleaned.get("time") and self.expected_at <= self.at:
            self.add_error("on", _("This moment is over. Choose one ahead."))
        return cleaned

    @property
    def expected_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["time"], timezone.get_current_timezone())


class DepartureForm(forms.Form):
    """At what time someone left who did not say so."""

    clock = forms.TimeField(error_messages={"required": _("Give the time they left."), "invalid": _("Give a time.")})

    def __init__(self, stay: Stay, at: datetime, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.stay, self.at = stay, at

    @property
    def left_at(self) -> datetime:
        return self.stay.left_at(self.cleaned_data["clock"], timezone.get_current_timezone())

    def clean_clock(self) -> time:
        if self.left_at > self.at:
            raise forms.ValidationError(_("This time has not come yet. Give the time they left."))
        return self.cleaned_data["clock"]
