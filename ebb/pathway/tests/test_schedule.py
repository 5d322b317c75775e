from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from ebb.pathway import events as e
from ebb.pathway.observations import ObservationItem
from ebb.pathway.schedule import Due, due, upcoming
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.visit_facts import VisitFacts

ARRIVED = happened(e.CheckedIn, -30)
START = happened(e.InfusionStarted, 0)
HERE = [ARRIVED, START]


def vitals(minutes: float) -> e.Event:
    numbers = dict.fromkeys(("hr_per_min", "spo2_percent", "rr_per_min", "nibp_sys_mmhg"), Decimal(90))
    return happened(e.VitalsCharted, minutes, **numbers)  # type: ignore[no-any-return]


def scored(minutes: float, *scales: str) -> list[e.Event]:
    return [happened(e.Scored, minutes, id=f"{scale}@{minutes}", scale=scale, score=1) for scale in scales]


def everything(minutes: float) -> list[e.Event]:
    return [vitals(minutes), *scored(minutes, "sedation", "dissociation", "pain", "nausea")]


def item(found: list[Due], item: ObservationItem) -> Due:
    return next(one for one in found if one.item is item)


def pressure_due_at(events: list[e.Event], minutes: float, programme: str = "A", **told: Any) -> datetime:
    return item(upcoming(VisitFacts.of(events), programme, minute(minutes), **told), ObservationItem.PRESSURE).due_at


def test_before_the_start_everything_is_due_once_and_the_pressure_twice() -> None:
    all_due = due(VisitFacts.of([ARRIVED]), "A", minute(-29))
    once = due(VisitFacts.of([ARRIVED, *everything(-20)]), "A", minute(-16))
    twice = due(VisitFacts.of([ARRIVED, *everything(-20), vitals(-15)]), "A", minute(-14))

    assert {one.item for one in all_due} == set(ObservationItem) - {ObservationItem.IV_SITE}
    assert {one.state for one in all_due} == {"due"}
    assert [(one.item, one.due_at, one.state) for one in once] == [(ObservationItem.PRESSURE, minute(-15), "soon")]
    assert twice == []


def test_in_the_first_quarter_of_an_hour_pressure_comes_every_five_minutes() -> None:
    assert pressure_due_at(HERE, 1) == minute(5)
    assert pressure_due_at([*HERE, vitals(5)], 6) == minute(10)
    assert pressure_due_at([*HERE, vitals(10)], 11) == minute(15)


def test_then_every_ten_in_a_short_and_every_fifteen_in_a_stable_extended_infusion() -> None:
    events = [*HERE, vitals(15)]

    assert pressure_due_at(events, 16, "A") == minute(25)
    assert pressure_due_at(events, 16, "B", first_visit=False) == minute(30)
    assert pressure_due_at(events, 16, "B", first_visit=True) == minute(25)


def test_an_old_miss_is_not_forgiven_by_the_next_phase() -> None:
    found = item(due(VisitFacts.of([*HERE, vitals(5)]), "A", minute(16)), ObservationItem.PRESSURE)

    assert (found.due_at, found.state) == (minute(10), "overdue")


def test_due_turns_into_a_reminder_and_then_into_a_second_miss() -> None:
    def state(minutes: float) -> str:
        return item(upcoming(VisitFacts.of(HERE), "A", minute(minutes)), ObservationItem.PRESSURE).state

    assert [state(m) for m in (1, 2, 5, 7)] == ["later", "soon", "due", "due"]
    assert [state(m) for m in (7.1, 12)] == ["overdue", "overdue"]
    assert state(12.1) == "missed twice"


def test_what_was_missed_says_by_how_much_it_is_late() -> None:
    def late(minutes: float) -> timedelta:
        return item(upcoming(VisitFacts.of(HERE), "A", minute(minutes)), ObservationItem.PRESSURE).late

    assert [late(m) for m in (2, 5, 45)] == [timedelta(0), timedelta(0), timedelta(minutes=40)]


def test_a_change_of_rate_asks_for_pressure_at_five_and_ten_minutes() -> None:
    events = [*HERE, *everything(30), happened(e.RateChanged, 31)]

    found = upcoming(VisitFacts.of(events), "A", minute(32))
    assert item(found, ObservationItem.PRESSURE).due_at == minute(36)
    assert item(found, ObservationItem.PRESSURE).why == "5 min after the change of rate"
    assert item(found, ObservationItem.SEDATION).due_at == item(found, ObservationItem.BREATHING).due_at == minute(36)
    assert item(found, ObservationItem.PAIN).due_at == minute(45)
    assert pressure_due_at([*events, vitals(36)], 37) == minute(41)
    assert pressure_due_at([*events, vitals(36), vitals(41)], 42) == minute(51)


def test_a_reading_just_before_the_change_says_nothing_about_it() -> None:
    events = [*HERE, vitals(33), happened(e.RateChanged, 32)]

    assert pressure_due_at(events, 34) == minute(37)


def test_a_reading_a_minute_early_serves_and_two_minutes_early_does_not() -> None:
    events = [*HERE, vitals(30), happened(e.RateChanged, 31)]

    assert pressure_due_at([*events, vitals(34)], 35) == minute(36)
    assert pressure_due_at([*events, vitals(35)], 36) == minute(41)


def test_a_pause_at_the_same_rate_is_no_change_and_a_stronger_bag_is() -> None:
    paused = [*HERE, vitals(30), happened(e.Paused, 30.5), happened(e.Resumed, 31)]
    stronger = [*HERE, vitals(30), happened(e.ContainerChanged, 31, rate_ml_per_h=Decimal(60))]

    assert pressure_due_at(paused, 32) == minute(40)
    assert pressure_due_at(stronger, 32) == minute(36)


def test_in_recovery_the_pressure_comes_every_fifteen_minutes_until_the_patient_leaves() -> None:
    events = [*HERE, vitals(38), happened(e.Stopped, 40)]

    assert pressure_due_at(events, 41) == minute(53)
    assert (
        item(upcoming(VisitFacts.of(events), "A", minute(41)), ObservationItem.PRESSURE).why == "every 15 min, recovery"
    )
    assert due(VisitFacts.of([*events, happened(e.Discharged, 90)]), "A", minute(91)) == []


def test_the_end_calls_off_what_a_change_of_rate_asked_for() -> None:
    events = [*HERE, vitals(38), happened(e.RateChanged, 39), happened(e.Stopped, 40)]

    assert pressure_due_at(events, 41) == minute(53)


def test_nothing_is_due_before_arrival() -> None:
    assert upcoming(VisitFacts.of([]), "A", minute(0)) == []
    assert upcoming(VisitFacts.of([ARRIVED]), "A", ARRIVED.at - timedelta(minutes=1)) == []


def test_the_vein_is_looked_at_with_each_set_while_the_drug_is_given() -> None:
    checked = happened(e.IvSiteChecked, 5)

    assert item(upcoming(VisitFacts.of(HERE), "A", minute(1)), ObservationItem.IV_SITE).due_at == minute(5)
    assert item(upcoming(VisitFacts.of([*HERE, checked]), "A", minute(6)), ObservationItem.IV_SITE).due_at == minute(10)
    ended = upcoming(VisitFacts.of([*HERE, happened(e.Stopped, 40)]), "A", minute(41))
    assert ObservationItem.IV_SITE not in {one.item for one in ended}
