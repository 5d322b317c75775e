import dataclasses

import pytest

from ebb.pathway import events as e
from ebb.pathway.steps import State
from ebb.pathway.tests.chair import ARRIVAL, happened
from ebb.pathway.visit_facts import VisitFacts


def test_what_was_superseded_counts_no_more_and_neither_does_the_mark() -> None:
    arrived = happened(e.CheckedIn, 0)
    mistap = happened(e.Cancelled, 1)

    kept = list(VisitFacts.of([arrived, mistap, happened(e.Superseded, 2, event_id=mistap.id)]))

    assert kept == [arrived]


def test_a_mark_is_final_and_a_mark_on_it_brings_nothing_back() -> None:
    arrived, mistap = happened(e.CheckedIn, 0), happened(e.Cancelled, 1)
    mark = happened(e.Superseded, 2, event_id=mistap.id)

    kept = list(VisitFacts.of([arrived, mistap, mark, happened(e.Superseded, 3, event_id=mark.id)]))

    assert kept == [arrived]


def test_superseding_a_mistaken_stop_brings_the_infusion_back_without_a_new_order() -> None:
    begun = [happened(e.CheckedIn, 0), happened(e.Prepared, 30), happened(e.InfusionStarted, 31)]
    mistap = happened(e.Stopped, 40)

    state = VisitFacts.of([*begun, mistap, happened(e.Superseded, 41, event_id=mistap.id)]).state

    assert state is State.RUNNING


def test_an_event_written_late_stands_where_it_happened() -> None:
    arrived, prepared, started = happened(e.CheckedIn, 0), happened(e.Prepared, 30), happened(e.InfusionStarted, 31)
    resumed, written_late = happened(e.Resumed, 45), happened(e.Paused, 40)

    kept = list(VisitFacts.of([arrived, prepared, started, resumed, written_late]))

    assert kept == [arrived, prepared, started, written_late, resumed]
    assert VisitFacts.of(kept).state is State.RUNNING


def test_events_of_the_same_minute_keep_the_order_they_were_written_in() -> None:
    first, second = happened(e.Noted, 5, id="a"), happened(e.Noted, 5, id="b")

    assert list(VisitFacts.of([first, second])) == [first, second]


def test_a_recorded_event_cannot_be_edited() -> None:
    arrived = happened(e.CheckedIn, 0)

    with pytest.raises(dataclasses.FrozenInstanceError):
        arrived.at = ARRIVAL


def test_the_latest_of_a_kind_is_found() -> None:
    notes = [happened(e.Noted, 5), happened(e.Noted, 9), happened(e.MonitorsOn, 10)]

    assert VisitFacts.of(notes).latest(e.Noted) is notes[1]
    assert VisitFacts.of(notes).latest(e.Paused) is None
