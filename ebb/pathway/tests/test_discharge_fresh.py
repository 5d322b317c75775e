"""What is seen at the door is a quarter of an hour old at most, and no drug beside the infusion works on it."""

from dataclasses import replace

import pytest

from ebb.pathway import events as e
from ebb.pathway.discharge_gate import Gate, gate
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.tests.test_discharge_gate import HOME, START, judged, open_ids
from ebb.pathway.visit_facts import VisitFacts

LAPSES = {
    "home.aldrete", "home.padss", "home.sedation", "home.oriented", "home.dissociation", "home.walking",
    "home.pressure", "home.heart_rate", "home.breathing", "home.oxygen", "home.nausea",
}  # fmt: skip
"""What speaks for a quarter of an hour; cannula, escort, advice and driving stay done."""


def detail(found: Gate, id: str) -> str:
    return next(item.detail for item in found.items if item.id == id)


def seen_at(minutes: float) -> list[e.Event]:
    """Everything the gate asks, seen anew then."""
    return [replace(event, at=minute(minutes)) for event in HOME[1:]]


def test_at_a_quarter_of_an_hour_everything_still_speaks() -> None:
    assert open_ids(judged(at=175)) == {}


def test_a_minute_later_every_score_and_vital_sign_is_asked_again() -> None:
    found = judged(at=176)

    assert open_ids(found) == dict.fromkeys(LAPSES, "unknown")
    assert detail(found, "home.aldrete") == "16 minutes old, 15 at most"
    assert detail(found, "home.sedation") == "16 minutes old, 15 at most"


def test_a_score_that_was_not_asked_the_last_time_is_not_known() -> None:
    found = judged(happened(e.Scored, 161, scale="nausea", score=None, not_asked=True))

    assert detail(found, "home.nausea") == "not asked"


@pytest.mark.parametrize(
    ("drug", "route", "minutes", "item"),
    [
        ("Versed", "IM", 60, "home.after_adjunct"), ("clonidine", "PO", 120, "home.after_adjunct"),
        ("lorazepam", "SL", 90, "home.after_adjunct"), ("something blue", "IV", 120, "home.after_adjunct"),
        ("Narcan", "nasal", 120, "home.after_reversal"),
    ],
)  # fmt: skip
def test_nobody_goes_home_before_the_wait_is_over(drug: str, route: str, minutes: int, item: str) -> None:
    given = happened(e.AdjunctGiven, 120, drug=drug, route=route)
    early, over = 120 + minutes - 1, 120 + minutes

    waits = judged(given, *seen_at(early), at=early)
    goes = judged(given, *seen_at(over), at=over)

    assert open_ids(waits) == dict.fromkeys(LAPSES, "unknown") | {item: "present"}
    assert f"{minutes - 1} of {minutes} minutes" in detail(waits, item)
    assert "once more when the wait after" in detail(waits, "home.aldrete")
    assert open_ids(goes) == {}


def test_what_was_seen_before_the_wait_was_over_does_not_count_after() -> None:
    given = happened(e.AdjunctGiven, 110, drug="labetalol", route="IV")

    assert open_ids(judged(given, *seen_at(169), at=171)) == dict.fromkeys(LAPSES, "unknown")
    assert open_ids(judged(given, *seen_at(170), at=171)) == {}


def test_a_drug_for_nausea_starts_no_wait() -> None:
    assert open_ids(judged(happened(e.AdjunctGiven, 150, drug="ondansetron", route="IV"))) == {}


def test_nobody_goes_home_while_an_alarm_stands_open() -> None:
    alarms = ["high: HR 144 /min"]

    found = gate(VisitFacts.of(HOME), (), START, minute(161), programme="A", first_visit=False, open_alarms=alarms)

    assert open_ids(found) == {"home.alarms": "present"}
    assert detail(found, "home.alarms") == "high: HR 144 /min"
