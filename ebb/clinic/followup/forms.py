from collections.abc import Mapping
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from ebb.clinic.followup.actions import MOST_PAIN
from ebb.clinic.lib import fields

STEPS = ("average", "least", "worst", "now", "sleep_h", "note")
LABELS = {
    "average": _("How was your pain on average?"),
    "least": _("How was it at its best?"),
    "worst": _("How was it at its worst?"),
    "now": _("How is it right now?"),
    "sleep_h": _("How many hours did you sleep?"),
    "note": _("Anything to add?"),
}
Answers = dict[str, int | Decimal | str | None]


class QuestionForm(forms.Form):
    """One question of a diary day. The least and the worst are asked within what the average leaves possible."""

    def __init__(self, step: str, answered: Mapping[str, object], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        self.fields[step] = _field(step, answered)

    @property
    def question(self) -> forms.BoundField:
        return self[self.step]

    @property
    def is_scale(self) -> bool:
        return self.step not in ("sleep_h", "note")

    @property
    def number(self) -> int:
        return STEPS.index(self.step) + 1

    @property
    def before(self) -> str:
        """The question before this one; empty at the first."""
        return STEPS[self.number - 2] if self.number > 1 else ""

    @property
    def last(self) -> bool:
        return self.number == len(STEPS)


def answers_so_far(data: Mapping[str, str]) -> tuple[Answers, QuestionForm | None]:
    """The answers that came with a form, in order, and the question to show next: the first that is missing, wrong or
    gone back to; None when all are answered.
    """
    answered: Answers = {}
    back = data.get("back", "")
    for step in STEPS:
        if step == back or step not in data:
            return answered, QuestionForm(step, answered, initial={step: data.get(step)})
        form = QuestionForm(step, answered, data)
        if not form.is_valid():
            return answered, form
        answered[step] = form.cleaned_data[step]
    return answered, None


def _field(step: str, answered: Mapping[str, object]) -> forms.Field:
    label = LABELS[step]
    if step == "note":
        return forms.CharField(label=label, max_length=500, required=False, widget=forms.Textarea)
    if step == "sleep_h":
        return fields.DecimalField(
            label=label, min_value=0, max_value=24, max_digits=3, decimal_places=1, required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )  # fmt: skip
    average = int(str(answered.get("average", 0)))
    lowest = average if step == "worst" else 0
    highest = average if step == "least" else MOST_PAIN
    choices = [(value, "") for value in range(lowest, highest + 1)]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, widget=forms.RadioSelect)
