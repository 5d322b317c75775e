"""What must be known of the patient before the infusion begins: consent, pregnancy test, weight, meal, escort."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from ebb.pathway import events as e
from ebb.pathway.day_gate import earliest_start
from ebb.pathway.findings import Finding, Level
from ebb.pathway.start_facts import StartFacts
from ebb.pathway.visit_facts import VisitFacts

CONSENT_DAYS = 365  # [D] bound to a version and at most twelve months old
WEIGHT_DAYS = 30  # [D]

NO_CAPACITY = Finding(
    id="E35",
    level=Level.STOP,
    reason="The patient cannot consent.",
    clears_when="A clinician finds capacity again.",
    source="[D]",
    mark="D",
)
NO_CONSENT = replace(
    NO_CAPACITY,
    reason="No signed consent of the current text, version {version}.",
    clears_when="The patient reads and signs version {version}.",
)
OLD_CONSENT = replace(
    NO_CAPACITY,
    reason="The consent was signed on {signed_on}, more than 12 months ago.",
    clears_when="The patient signs again.",
)
WITHDRAWN = replace(
    NO_CAPACITY,
    reason="The consent was withdrawn on {withdrawn_on}.",
    clears_when="The patient, asked again, reads and signs anew.",
)
CAPACITY_UNKNOWN = replace(
    NO_CAPACITY,
    state="unknown",
    reason="Whether the patient can consent was not recorded.",
    clears_when="A clinician records it.",
)
PREGNANT = Finding(
    id="E05",
    level=Level.STOP,
    reason="The pregnancy test is positive.",
    clears_when="A negative test.",
    source="Consensus, grade B [S1]; label: not recommended [S3]",
    mark="S",
)
TEST_REFUSED = Finding(
    id="E06",
    level=Level.OVERRIDE,
    reason="The pregnancy test was refused.",
    clears_when="A test today, or a physician signs with a reason.",
    source="[D]",
    mark="D",
)
NOT_TESTED = replace(
    TEST_REFUSED,
    level=Level.HOLD,
    reason="Pregnancy is possible and there is no test today.",
    clears_when="A test today, or a recorded reason why none is needed.",
)
NEVER_WEIGHED = Finding(
    id="start.weight",
    level=Level.STOP,
    state="unknown",
    reason="No weight was ever measured.",
    clears_when="Weigh the patient.",
    source="[D]",
    mark="D",
)
OLD_WEIGHT = replace(
    NEVER_WEIGHED,
    level=Level.HOLD,
    state="present",
    reason="The last weight is {days} days old.",
    clears_when="Weigh the patient again.",
)
MEAL_UNKNOWN = Finding(
    id="E37",
    level=Level.HOLD,
    state="unknown",
    reason="The last drink and meal were not recorded.",
    clears_when="Record when the patient last drank clear fluid and last ate.",
    source="Label: not recommended if fasting rules were not followed [S3]; hours [S54]",
    mark="S",
)
NOT_FASTED = replace(
    MEAL_UNKNOWN,
    state="present",
    reason="Not fasted long enough; the earliest start is {earliest}.",
    clears_when="Wait until {earliest}.",
)
NO_ESCORT = Finding(
    id="E36",
    level=Level.STOP,
    reason="No responsible adult with a phone number was named for the way home.",
    clears_when="Name the escort with a phone number.",
    source="Label: released only when recovered and accompanied [S4][S6]",
    mark="S",
)
NO_GLUCOSE = Finding(
    id="start.glucose",
    level=Level.HOLD,
    reason="Glucose was not measured today and the patient takes insulin or a sulfonylurea.",
    clears_when="Measure glucose.",
    source="Memory, verify",
    mark="M",
)
GLUCOSE_UNKNOWN = replace(
    NO_GLUCOSE,
    state="unknown",
    reason="Whether the patient takes insulin or a sulfonylurea was not recorded.",
    clears_when="Record it, or measure glucose.",
)


def consent_withdrawn(withdrawn_on: date | None) -> list[Finding]:
    """What stands against giving more, once the patient took the consent back and did not sign again."""
    return [] if withdrawn_on is None else [replace(WITHDRAWN, inputs={"withdrawn_on": withdrawn_on.isoformat()})]


def _consent(known: StartFacts, at: datetime) -> Iterator[Finding]:
    if known.has_capacity is None:
        yield CAPACITY_UNKNOWN
    elif not known.has_capacity:
        yield NO_CAPACITY
    current, signed_on = known.consent_current_version, known.consent_signed_on
    if known.consent_withdrawn_on:
        yield from consent_withdrawn(known.consent_withdrawn_on)
    elif not current or known.consent_signed_version != current or signed_on is None:
        yield replace(NO_CONSENT, inputs={"version": current or "not known"})
    elif (at.date() - signed_on).days > CONSENT_DAYS:
        yield replace(OLD_CONSENT, inputs={"signed_on": signed_on.isoformat()})


def _pregnancy(known: StartFacts, facts: VisitFacts) -> Iterator[Finding]:
    test = facts.latest(e.PregnancyTested)
    if test and test.result == "positive":
        yield PREGNANT
    elif known.childbearing_potential is False or (test and test.result == "negative"):
        return
    elif test and test.result == "refused":
        yield TEST_REFUSED
    elif not (test and test.result == "not_applicable" and test.reason.strip()):
        yield NOT_TESTED


def _weight(known: StartFacts, facts: VisitFacts, at: datetime) -> Iterator[Finding]:
    today = facts.latest(e.WeightMeasured)
    measured_at = today.at if today else known.weight_measured_at
    if measured_at is None:
        yield NEVER_WEIGHED
    elif at - measured_at > timedelta(days=WEIGHT_DAYS):
        yield replace(OLD_WEIGHT, inputs={"days": str((at - measured_at).days)})


def _meal(known: StartFacts, facts: VisitFacts, at: datetime) -> Iterator[Finding]:
    intake = facts.latest(e.IntakeStated)
    if intake is None:
        yield MEAL_UNKNOWN
        return
    earliest = earliest_start(intake.clear_fluid_at, intake.solid_food_at, light_meal=known.light_meal)
    if earliest is not None and at < earliest:
        yield replace(NOT_FASTED, inputs={"earliest": f"{earliest.astimezone(at.tzinfo):%H:%M}"})


def _glucose(known: StartFacts) -> Iterator[Finding]:
    if known.glucose_measured or known.takes_insulin_or_sulfonylurea is False:
        return
    yield GLUCOSE_UNKNOWN if known.takes_insulin_or_sulfonylurea is None else NO_GLUCOSE


def patient_findings(known: StartFacts, facts: VisitFacts, at: datetime) -> list[Finding]:
    """What is still open about the patient at `at`, whose zone the sentences use."""
    escort = facts.latest(e.EscortNamed)
    found = [*_consent(known, at), *_pregnancy(known, facts), *_weight(known, facts, at)]
    found += [*_meal(known, facts, at), *_glucose(known)]
    if escort is None or not (escort.name.strip() and escort.phone.strip()):
        found.append(NO_ESCORT)
    return found
