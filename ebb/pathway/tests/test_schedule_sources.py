"""Typed values, scores and a connected monitor answer the same schedule."""

from datetime import datetime
from decimal import Decimal

from ebb.pathway import events as e
from ebb.pathway.observations import ObservationItem
from ebb.pathway.schedule import due, upcoming
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.visit_facts import VisitFacts

HERE = [happened(e.CheckedIn, -30), happened(e.InfusionStarted, 0)]
AT_FIVE = [(minute(5), column) for column in ("hr_per_min", "spo2_percent", "rr_per_min", "nibp_sys_mmhg")]


def due_at(
    item: ObservationItem, events: list[e.Event], minutes: float, samples: list[tuple[datetime, str]] | None = None
) -> datetime:
    found = upcoming(VisitFacts.of(events), "A", minute(minutes), connected=samples is not None, samples=samples or [])
    return next(one.due_at for one in found if one.item is item)


def test_connected_numbers_satisfy_the_vital_signs_and_not_the_scores() -> None:
    found = due(VisitFacts.of(HERE), "A", minute(6), connected=True, samples=AT_FIVE)

    assert [(one.item, one.due_at) for one in found] == [
        (ObservationItem.SEDATION, minute(5)),
        (ObservationItem.IV_SITE, minute(5)),
    ]


def test_without_a_connected_monitor_its_old_samples_count_for_nothing() -> None:
    found = due(VisitFacts.of(HERE), "A", minute(6), connected=False, samples=AT_FIVE)

    assert {one.item for one in found} == {
        ObservationItem.HEART_AND_OXYGEN,
        ObservationItem.PRESSURE,
        ObservationItem.BREATHING,
        ObservationItem.SEDATION,
        ObservationItem.IV_SITE,
    }


def test_a_value_not_measured_does_not_count_as_measured() -> None:
    only_pulse = happened(e.VitalsCharted, 5, hr_per_min=Decimal(70))

    assert due_at(ObservationItem.PRESSURE, [*HERE, only_pulse], 6) == minute(5)
    assert due_at(ObservationItem.HEART_AND_OXYGEN, [*HERE, only_pulse], 6) == minute(5)


def test_heart_and_oxygen_are_done_when_both_are() -> None:
    oxygen_later = [(minute(5), "pulse_per_min"), (minute(6), "spo2_percent")]

    assert due_at(ObservationItem.HEART_AND_OXYGEN, HERE, 7, oxygen_later) == minute(10)
    assert due_at(ObservationItem.HEART_AND_OXYGEN, HERE, 7, oxygen_later[:1]) == minute(5)


def test_sedation_without_dissociation_is_half_an_observation() -> None:
    sedation = happened(e.Scored, 5, scale="sedation", score=1)

    assert due_at(ObservationItem.SEDATION, [*HERE, sedation], 6) == minute(5)


def test_resting_and_breathing_seen_counts_while_oxygen_is_live() -> None:
    resting = [
        happened(e.Scored, 5, id=scale, scale=scale, score=None, not_asked=True)
        for scale in ("sedation", "dissociation")
    ]

    assert due_at(ObservationItem.SEDATION, [*HERE, *resting], 6, [(minute(4), "spo2_percent")]) == minute(10)
    assert due_at(ObservationItem.SEDATION, [*HERE, *resting], 6, [(minute(1), "spo2_percent")]) == minute(5)
    assert due_at(ObservationItem.SEDATION, [*HERE, *resting], 6) == minute(5)


def test_not_asked_for_pain_is_an_answer() -> None:
    resting = happened(e.Scored, 14, scale="pain", score=None, not_asked=True)

    assert due_at(ObservationItem.PAIN, [*HERE, resting], 16) == minute(29)


def test_a_withdrawn_chart_line_is_due_again() -> None:
    typed = happened(e.VitalsCharted, 5, id="v1", nibp_sys_mmhg=Decimal(120))

    assert due_at(ObservationItem.PRESSURE, [*HERE, typed], 6) == minute(10)
    assert due_at(ObservationItem.PRESSURE, [*HERE, typed, happened(e.Superseded, 6, event_id="v1")], 6) == minute(5)
