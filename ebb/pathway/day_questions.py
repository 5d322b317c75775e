"""What is asked anew at every visit before the start, what a yes means, and what nobody asked.

Clinical reference 1.3 [D]. An answer None was not asked, which is never a no.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ebb.pathway.candidacy import Facts, assess, only
from ebb.pathway.findings import Finding, Level

Answers = Mapping[str, bool | None]


@dataclass(frozen=True)
class DayQuestion:
    """One question of the day. A yes tells candidacy `facts`, or is the `finding` where no rule of candidacy speaks."""

    name: str
    question: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    finding: Finding | None = None


def _own(id: str, level: Level, reason: str, clears_when: str, mark: str = "D") -> Finding:
    return Finding(id, level, reason, clears_when, source="Clinical reference 1.3 and 5", mark=mark)


MEDICINE_CHANGED = _own(
    "day.medicine", Level.HOLD,
    "A medicine is new, was missed or stopped, and the list was not reviewed today.",
    "Review the list of medicines with the patient today.",
)  # fmt: skip
STIMULANT = _own(
    "I08", Level.OVERRIDE, "A stimulant was taken today; pressure and heart rate rise more.", "A physician signs.", "M"
)
FALL = _own(
    "day.fall",
    Level.CAUTION,
    "The patient fell since the last visit.",
    "Look for the cause; walk along on the way home.",
)
NOT_ASKED = replace(
    _own("day.asked", Level.HOLD, "Not asked today: {missing}.", "Ask, and record the answers of the day."),
    state="unknown",
)

DAY_QUESTIONS = (
    DayQuestion(
        "acute_respiratory_infection", "A cold, cough or other infection", {"acute_respiratory_infection": True}
    ),
    DayQuestion("fever_today", "Fever", {"fever_today": True}),
    DayQuestion("vomiting_today", "Vomiting", {"vomiting_today": True}),
    DayQuestion(
        "unwell_since_last_visit", "Drowsy, or newly unwell since the last visit", {"unwell_since_last_visit": True}
    ),
    DayQuestion("intoxicated_today", "Under the influence of anything", {"intoxicated_today": True}),
    DayQuestion("alcohol_today", "Alcohol today", {"alcohol_today": True}),
    DayQuestion(
        "street_drugs_since_yesterday",
        "Cocaine, MDMA or amphetamine not prescribed, today or yesterday",
        {"street_drugs_since_yesterday": True},
    ),
    DayQuestion(
        "ketamine_elsewhere",
        "Ketamine from anywhere else in the last 7 days",
        {"other_ketamine": True, "other_ketamine_days_ago": 0},
    ),
    DayQuestion(
        "bladder_symptoms", "Urgent, frequent, painful or bloody urine", {"unexplained_urinary_symptoms": True}
    ),
    DayQuestion("thoughts_of_death", "Low mood, or thoughts of death", {"clinician_suicide_concern": True}),
    DayQuestion("medicine_changed", "A medicine new, missed or stopped", finding=MEDICINE_CHANGED),
    DayQuestion("stimulant_today", "A prescribed stimulant today", finding=STIMULANT),
    DayQuestion("fell_since_last_visit", "A fall since the last visit", finding=FALL),
)
LAST_DOSES = "Last opioid, benzodiazepine or stimulant: what and when"


def day_facts(facts: Facts, answers: Answers) -> Facts:
    """What is known of the patient, and what the yes of today adds to it; a no of today takes nothing away."""
    told: dict[str, Any] = {}
    for question in DAY_QUESTIONS:
        if answers.get(question.name):
            told |= question.facts
    return replace(facts, **told)


def day_findings(answers: Answers, last_doses: str | None, *, medicines_reviewed_today: bool) -> list[Finding]:
    """What today's answers say against a start, and what was not asked."""
    missing = [question.question for question in DAY_QUESTIONS if answers.get(question.name) is None]
    missing += [] if (last_doses or "").strip() else [LAST_DOSES]
    if len(missing) > len(DAY_QUESTIONS):
        missing = ["none of the questions of the day was answered"]
    found = [NOT_ASKED.with_inputs(missing="; ".join(missing))] if missing else []
    today = assess(day_facts(Facts(), answers), only("E18", "E34")).findings
    found += [finding for finding in today if finding.state == "present"]
    own = [question.finding for question in DAY_QUESTIONS if question.finding and answers.get(question.name)]
    return found + [one for one in own if not (one is MEDICINE_CHANGED and medicines_reviewed_today)]
