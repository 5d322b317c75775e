from collections.abc import Iterable, Mapping
from decimal import Decimal

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ebb.clinic.assessment.evidence import EVIDENCE
from ebb.clinic.assessment.models import Allergy, Condition, Medicine, PastTreatment, TreatmentGoal, Value
from ebb.clinic.assessment.questions import TOPICS
from ebb.clinic.lib import fields
from ebb.clinic.people.forms import SigningForm
from ebb.pathway.candidacy.facts import FIELDS
from ebb.pathway.findings import Finding

YES_NO = [("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))]


class LineForm(forms.Form):
    """One line of a patient's history."""

    text = forms.CharField(max_length=200)


class ConditionForm(LineForm):
    evidence = forms.ChoiceField(
        label=_("Treated here for"),
        choices=[("", _("Another condition")), *((each.key, each.name) for each in EVIDENCE)],
        required=False,
    )
    text = forms.CharField(label=_("In words"), max_length=200)
    since_on = forms.DateField(label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class TreatmentForm(LineForm):
    text = forms.CharField(label=_("What was tried, how much, how long"), max_length=200)
    group = forms.ChoiceField(label=_("Group"), choices=PastTreatment.Group.choices)
    outcome = forms.ChoiceField(label=_("How it ended"), choices=PastTreatment.Outcome.choices)


class MedicineForm(LineForm):
    text = forms.CharField(label=_("Medicine and dose, as it stands on the box"), max_length=200)


class AllergyForm(LineForm):
    text = forms.CharField(label=_("Allergic to"), max_length=200)
    reaction = forms.CharField(label=_("What happened"), max_length=200, required=False)


class GoalForm(LineForm):
    text = forms.CharField(label=_("In the patient's words"), max_length=200)


# The lists of a history by the name they carry in the page.
LINES = {
    "condition": (Condition, ConditionForm),
    "treatment": (PastTreatment, TreatmentForm),
    "medicine": (Medicine, MedicineForm),
    "allergy": (Allergy, AllergyForm),
    "goal": (TreatmentGoal, GoalForm),
}


class TopicForm(forms.Form):
    """The questions of one topic, filled with the answers that still count."""

    def __init__(self, topic: str, known: Mapping[str, Value], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs, prefix=topic)
        self.topic, self.known = topic, known
        self.title = gettext(TOPICS[topic][0])
        for fact in TOPICS[topic][1]:
            self.fields[fact] = _question(fact)
            self.initial[fact] = _shown(known.get(fact))

    def action_arguments(self) -> dict[str, Value]:
        """Every answer given, and those taken back: an empty answer to what was not known before is no answer."""
        return {fact: value for fact, value in self.cleaned_data.items() if value is not None or fact in self.known}

    @property
    def unanswered(self) -> int:
        return len(set(self.fields) - set(self.known))

    def numbers(self) -> list[tuple[forms.BoundField, str]]:
        """The questions that are not answered by yes or no, each with its unit."""
        return [(self[fact], FIELDS[fact].metadata.get("unit", "")) for fact in self.fields if not _is_yes_no(fact)]

    def yes_or_no(self) -> list[forms.BoundField]:
        return [self[fact] for fact in self.fields if _is_yes_no(fact)]


class ConcludeForm(SigningForm):
    """What the assessment came to. A reason stands beside each finding that is to be let stand."""

    verdict = forms.ChoiceField(
        label=_("The assessment comes to"),
        choices=[("eligible", _("Eligible")), ("deferred", _("Deferred")), ("declined", _("Declined"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why, if deferred or declined"), max_length=500, required=False, widget=forms.Textarea
    )

    def __init__(self, signer: object, to_sign: Iterable[Finding], *args: object, **kwargs: object) -> None:
        super().__init__(signer, *args, **kwargs)
        self.to_sign = list(to_sign)
        for finding in self.to_sign:
            label = _("Why %(id)s may stand") % {"id": finding.id}
            self.fields[f"override-{finding.id}"] = forms.CharField(label=label, max_length=300, required=False)

    def action_arguments(self) -> dict[str, object]:
        given = {finding.id: self.cleaned_data[f"override-{finding.id}"] for finding in self.to_sign}
        return {"verdict": self.cleaned_data["verdict"], "reason": self.cleaned_data["reason"], "overrides": given}

    def signing(self) -> list[tuple[Finding, forms.BoundField]]:
        """Each finding to sign beside the field for its reason."""
        return [(finding, self[f"override-{finding.id}"]) for finding in self.to_sign]


class ConsentForm(SigningForm):
    """The patient's own signature, witnessed by whoever is signed in and gives their password."""

    version = fields.IntegerField(widget=forms.HiddenInput)
    understood = forms.BooleanField(label=_("I have read this, or it was read to me. My questions were answered."))
    signed_name = forms.CharField(
        label=_("Your full name"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


def _is_yes_no(fact: str) -> bool:
    return FIELDS[fact].metadata["kind"] == "boolean"


def _question(fact: str) -> forms.Field:
    about = FIELDS[fact].metadata
    label = gettext(str(about["title"]))
    label = label[0].upper() + label[1:]
    if about["kind"] == "boolean":
        return forms.TypedChoiceField(
            label=label, choices=YES_NO, coerce=lambda word: word == "yes", empty_value=None, required=False,
            widget=forms.RadioSelect,
        )  # fmt: skip
    if "values" in about:
        choices = [("", _("Not known")), *((word, gettext(word)) for word in about["values"])]
        return forms.TypedChoiceField(label=label, choices=choices, empty_value=None, required=False)
    lowest, highest = about["range"]
    return fields.FloatField(
        label=label, min_value=lowest, max_value=highest, required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{Decimal(str(value)).normalize():f}" if isinstance(value, float) else value or ""
