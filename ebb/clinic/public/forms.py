from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ebb.clinic.public.dose_figure import ChosenDose

# Every corner of this box keeps all usual limits of programme A (ebb/pathway/programmes.py); a test holds it there.
DOSES, DURATIONS, WEIGHTS = ("0.3", "0.5", "0.05"), ("40", "60", "5"), ("50", "100", "5")
AT_FIRST = {"dose": "0.5", "duration": "40", "weight": "70"}


class StepField(forms.DecimalField):
    """A number within a range, rounded to its step: few enough answers that none of them is anybody's own."""

    def __init__(self, of: tuple[str, str, str], refusal: Any, **kwargs: Any) -> None:
        low, high, self.step = (Decimal(number) for number in of)
        messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), refusal)
        super().__init__(min_value=low, max_value=high, error_messages=messages, **kwargs)
        self.widget.attrs["step"] = str(self.step)

    def clean(self, value: Any) -> Decimal:
        number: Decimal = super().clean(value)
        return (number / self.step).to_integral_value(ROUND_HALF_UP) * self.step


class DoseForm(forms.Form):
    """A dose to look at. What is left out of the address is taken as at first."""

    dose = StepField(
        DOSES, _("We draw doses from 0.3 to 0.5 mg for each kg. Please pick one of them."), label=_("Dose")
    )
    duration = StepField(
        DURATIONS, _("We draw drips of 40 to 60 minutes. Please pick one of them."), label=_("Drip runs for")
    )
    weight = StepField(
        WEIGHTS, _("We draw people of 50 to 100 kg. Please pick a weight from there."), label=_("Body weight")
    )

    def __init__(self, query: Mapping[str, str]) -> None:
        super().__init__(AT_FIRST | {name: query[name] for name in AT_FIRST if name in query}, auto_id="%s")

    @property
    def chosen(self) -> ChosenDose:
        """The dose as rounded; only after `is_valid`."""
        return ChosenDose(
            dose_mg_per_kg=self.cleaned_data["dose"],
            duration_min=int(self.cleaned_data["duration"]),
            weight_kg=int(self.cleaned_data["weight"]),
        )

    def rounded(self) -> "DoseForm":
        """The same form, showing the numbers that are drawn."""
        return DoseForm({name: f"{number.normalize():f}" for name, number in self.cleaned_data.items()})
