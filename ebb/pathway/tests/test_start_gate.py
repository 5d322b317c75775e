from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from ebb.pathway import events as e
from ebb.pathway.findings import Finding, Level
from ebb.pathway.start_facts import StartFacts
from ebb.pathway.start_gate import start_findings
from ebb.pathway.tests.chair import ARRIVAL, happened, minute
from ebb.pathway.visit_facts import VisitFacts

FACTS = StartFacts(
    has_capacity=True,
    consent_current_version="3",
    consent_signed_version="3",
    consent_signed_on=ARRIVAL.date(),
    childbearing_potential=False,
    takes_insulin_or_sulfonylurea=False,
    second_check_agreed=True,
    supervisor_on_site=True,
    first_infusion=True,
    patients_of_nurse=1,
    physicians=frozenset({"doctor-1"}),
)
WELL: dict[str, Any] = {
    "nibp_sys_mmhg": Decimal(128),
    "nibp_dia_mmhg": Decimal(78),
    "hr_per_min": Decimal(72),
    "rr_per_min": Decimal(14),
    "spo2_percent": Decimal(97),
    "temp_c": Decimal("36.8"),
}
READY = [
    happened(e.CheckedIn, 0),
    happened(e.WeightMeasured, 2),
    happened(e.IntakeStated, 3),
    happened(e.EscortNamed, 4),
    happened(e.VitalsCharted, 5, **WELL),
    happened(e.Scored, 6, scale="sedation", score=0),
    happened(e.CannulaTried, 8),
    happened(e.CuffPlaced, 9),
    happened(e.ComfortSet, 10),
    happened(e.MonitorsOn, 11),
    happened(e.RescueKitChecked, 12),
    happened(e.ContainerPrepared, 13),
    happened(e.TimeOutHeld, 14),
]
NOW = minute(20)


def without(kind: type[e.Event]) -> list[e.Event]:
    return [event for event in READY if not isinstance(event, kind)]


def levels(facts: StartFacts = FACTS, events: list[e.Event] = READY) -> dict[str, str]:
    return {
        finding.id: f"{finding.level} {finding.state}" for finding in start_findings(facts, VisitFacts.of(events), NOW)
    }


def test_nothing_stands_against_a_well_prepared_start() -> None:
    assert levels() == {}


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        (e.CheckedIn, {"start.identity": "STOP unknown"}),
        (e.WeightMeasured, {"start.weight": "STOP unknown"}),
        (e.IntakeStated, {"E37": "HOLD unknown"}),
        (e.EscortNamed, {"E36": "STOP present"}),
        (e.Scored, {"day.awake": "HOLD unknown"}),
        (e.CannulaTried, {"start.cannula": "STOP present"}),
        (e.CuffPlaced, {"start.cuff": "STOP unknown"}),
        (e.ComfortSet, {"start.comfort": "STOP unknown"}),
        (e.MonitorsOn, {"start.monitors": "STOP unknown"}),
        (e.RescueKitChecked, {"start.rescue_kit": "STOP unknown"}),
        (e.TimeOutHeld, {"start.time_out": "STOP unknown"}),
    ],
)
def test_each_preparation_left_out_is_named(missing: type[e.Event], expected: dict[str, str]) -> None:
    assert levels(events=without(missing)) == expected


def test_knowing_nothing_leaves_everything_open() -> None:
    found = start_findings(StartFacts(), VisitFacts.of([]), NOW)

    assert {finding.id for finding in found} >= {
        "E35", "E36", "E37", "E06", "day.systolic", "day.awake", "start.glucose", "start.second_check",
        "start.supervisor", "start.ratio",
    }  # fmt: skip
    assert all(finding.text and finding.remedy and finding.source for finding in found)


def test_an_override_is_cleared_by_a_physician_with_a_reason_and_by_nobody_else() -> None:
    opened = replace(FACTS, open_findings=(standing_override(),))

    def after(**told: Any) -> dict[str, str]:
        return levels(opened, [*READY, happened(e.FindingOverridden, 15, finding="E04", **told)])

    assert after(by="doctor-1", reason="cardiology agrees") == {}
    assert after(by="nurse-1", reason="cardiology agrees") == {"E04": "OVERRIDE present"}
    assert after(by="doctor-1", reason="  ") == {"E04": "OVERRIDE present"}


def standing_override() -> Finding:
    return Finding(
        id="E04", level=Level.OVERRIDE, reason="Pacemaker.", clears_when="A physician signs.", source="[S1]", mark="D"
    )


def test_a_stop_is_never_signed_away() -> None:
    signed = happened(e.FindingOverridden, 15, finding="E36", by="doctor-1", reason="lives next door")

    assert levels(events=[*without(e.EscortNamed), signed]) == {"E36": "STOP present"}


def test_a_signature_holds_for_the_reading_it_was_given_for() -> None:
    high = [happened(e.VitalsCharted, minutes, **WELL | {"nibp_sys_mmhg": Decimal(158)}) for minutes in (-20, -8, 5)]
    signed = happened(e.FindingOverridden, 7, finding="day.systolic", by="doctor-1", reason="white coat, known")
    newer = happened(e.VitalsCharted, 9, **WELL | {"nibp_sys_mmhg": Decimal(172)})
    pain = happened(e.Scored, 10, scale="pain", score=6)
    rest = without(e.VitalsCharted)

    assert levels(events=[*rest, *high]) == {"day.systolic": "OVERRIDE present"}
    assert levels(events=[*rest, *high, signed, pain]) == {}
    assert levels(events=[*rest, *high, signed, newer]) == {"day.systolic": "OVERRIDE present"}


def test_what_happens_later_does_not_count_yet() -> None:
    late = happened(e.EscortNamed, 25)

    assert levels(events=[*without(e.EscortNamed), late]) == {"E36": "STOP present"}


def test_the_earliest_start_is_named_in_the_patients_time() -> None:
    ate = happened(e.IntakeStated, 3, solid_food_at=ARRIVAL - timedelta(hours=6, minutes=30))

    (finding,) = start_findings(FACTS, VisitFacts.of([*without(e.IntakeStated), ate]), NOW)

    assert (finding.id, finding.level) == ("E37", Level.HOLD)
    assert finding.text == "Not fasted long enough; the earliest start is 09:30."
    assert levels(FACTS, [*without(e.IntakeStated), replace(ate, light_meal=True)]) == {}
