"""What must be known of the patient before the infusion begins: consent, pregnancy test, weight, meal, escort."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ebb.pathway import events as e
from ebb.pathway.day_gate import earliest_start
from ebb.pathway.findings import Finding, Level
from ebb.pathway.start_facts import StartFacts
from ebb.pathway.visit_facts import VisitFacts

CONSENT_DAYS = 365  # [D] bound to a version and at most twelve months old
WEIGHT_DAYS = 30  # [D]

NO_CAPACITY = Finding(
    "E35", Level.STOP, "The patient cannot consent.", "A clinician finds capacity again.", source="[D]", mark="D"
)
NO_CONSENT = NO_CAPACITY.variant(
    "No signed consent of the current text, version {version}.", "The patient reads and signs version {version}."
)
OLD_CONSENT = NO_CAPACITY.variant(
    "The consent was signed on {signed_on}, more than 12 months ago.", "The patient signs again."
)
WITHDRAWN = NO_CAPACITY.variant(
    "The consent was withdrawn on {withdrawn_on}.", "The patient, asked again, reads and signs anew."
)
CAPACITY_UNKNOWN = NO_CAPACITY.variant(
    "Whether the patient can consent was not recorded.", "A clinician records it.", state="unknown"
)
PREGNANT = Finding(
    "E05",
    Level.STOP,
    "The pregnancy test is positive.",
    "A newer test, negative.",
    source="Consensus, grade B [S1]; label: not recommended [S3]",
    mark="S",
)
TEST_REFUSED = Finding(
    "E06",
    Level.OVERRIDE,
    "The pregnancy test was refused.",
    "A test today, or a physician signs with a reason.",
    source="[D]",
    mark="D",
)
NOT_TESTED = TEST_REFUSED.variant(
    "Pregnancy is possible and there is no test today.",
    "A test today, or a recorded reason why none is needed.",
    level=Level.HOLD,
)
NEVER_WEIGHED = Finding(
    "start.weight",
    Level.STOP,
    "No weight was ever measured.",
    "Weigh the patient.",
    state="unknown",
    source="[D]",
    mark="D",
)
OLD_WEIGHT = NEVER_WEIGHED.variant(
    "The last weight is {days} days old.", "Weigh the patient again.", level=Level.HOLD, state="present"
)
MEAL_UNKNOWN = Finding(
    "E37",
    Level.HOLD,
    "The last drink and meal were not recorded.",
    "Record when the patient last drank clear fluid and last ate.",
    state="unknown",
    source="Label: not recommended if fasting rules were not followed [S3]; hours [S54]",
    mark="S",
)
NOT_FASTED = MEAL_UNKNOWN.variant(
    "Not fasted long enough; the earliest start is {earliest}.", "Wait until {earliest}.", state="present"
)
NO_ESCORT = Finding(
    "E36",
    Level.STOP,
    "No responsible adult with a phone number was named for the way home.",
    "Name the escort with a phone number.",
    source="Label: released only when recovered and accompanied [S4][S6]",
    mark="S",
)
NO_GLUCOSE = Finding(
    "start.glucose",
    Level.HOLD,
    "Glucose was not measured today and the patient takes insulin or a sulfonylurea.",
    "Measure glucose.",
    source="Memory, verify",
    mark="M",
)
GLUCOSE_UNKNOWN = NO_GLUCOSE.variant(
    "Whether the patient takes insulin or a sulfonylurea was not recorded.",
    "Record it, or measure glucose.",
    state="unknown",
)


def consent_withdrawn(withdrawn_on: date | None) -> list[Finding]:
    """What stands against giving more, once the patient took the consent back and did not sign again."""
    return [] if withdrawn_on is None else [WITHDRAWN.with_inputs(withdrawn_on=withdrawn_on.isoformat())]


def _consent(known: StartFacts, at: datetime) -> Iterator[Finding]:
    if known.has_capacity is None:
        yield CAPACITY_UNKNOWN
    elif not known.has_capacity:
        yield NO_CAPACITY
    current, signed_on = known.consent_current_version, known.consent_signed_on
    if known.consent_withdrawn_on:
        yield from consent_withdrawn(known.consent_withdrawn_on)
    elif not current or known.consent_signed_version != current or signed_on is None:
        yield NO_CONSENT.with_inputs(version=current or "not known")
    elif (at.date() - signed_on).days > CONSENT_DAYS:
        yield OLD_CONSENT.with_inputs(signed_on=signed_on.isoformat())


def _pregnancy(known: StartFacts, facts: VisitFacts) -> Iterator[Finding]:
    """A positive test is answered by a newer one alone: neither a refusal nor "not applicable" clears it."""
    answered = [test for test in facts.all_of(e.PregnancyTested) if test.result in ("positive", "negative")]
    test = answered[-1] if answered else facts.latest(e.PregnancyTested)
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
        yield OLD_WEIGHT.with_inputs(days=(at - measured_at).days)


def _meal(facts: VisitFacts, at: datetime) -> Iterator[Finding]:
    intake = facts.latest(e.IntakeStated)
    if intake is None:
        yield MEAL_UNKNOWN
        return
    earliest = earliest_start(intake.clear_fluid_at, intake.solid_food_at, light_meal=bool(intake.light_meal))
    if earliest is not None and at < earliest:
        yield NOT_FASTED.with_inputs(earliest=f"{earliest.astimezone(at.tzinfo):%H:%M}")


def _glucose(known: StartFacts) -> Iterator[Finding]:
    if known.glucose_measured or known.takes_insulin_or_sulfonylurea is False:
        return
    yield GLUCOSE_UNKNOWN if known.takes_insulin_or_sulfonylurea is None else NO_GLUCOSE


def patient_findings(known: StartFacts, facts: VisitFacts, at: datetime) -> list[Finding]:
    """What is still open about the patient at `at`, whose zone the sentences use."""
    escort = facts.latest(e.EscortNamed)
    found = [*_consent(known, at), *_pregnancy(known, facts), *_weight(known, facts, at)]
    found += [*_meal(facts, at), *_glucose(known)]
    if escort is None or not (escort.name.strip() and escort.phone.strip()):
        found.append(NO_ESCORT)
    return found
