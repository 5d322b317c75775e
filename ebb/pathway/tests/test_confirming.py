import pytest

from ebb.pathway import events as e
from ebb.pathway.at_the_pump import unconfirmed
from ebb.pathway.tests.chair import happened
from ebb.pathway.visit_facts import VisitFacts

STARTED = happened(e.InfusionStarted, 30)


@pytest.mark.parametrize("kind", [e.Paused, e.Stopped, e.RateChanged])
def test_what_was_said_of_the_pump_waits_to_be_seen(kind: type[e.Event]) -> None:
    said = happened(kind, 40)

    assert unconfirmed(VisitFacts.of([STARTED, said])) == said
    assert unconfirmed(VisitFacts.of([STARTED, said, happened(e.ConfirmedAtPump, 41, event_id=said.id)])) is None


def test_a_start_needs_no_read_back_beyond_its_blind_check() -> None:
    assert unconfirmed(VisitFacts.of([STARTED])) is None
    assert unconfirmed(VisitFacts.of([])) is None


def test_only_the_last_thing_done_waits() -> None:
    paused, resumed = happened(e.Paused, 40), happened(e.Resumed, 45)

    assert unconfirmed(VisitFacts.of([STARTED, paused, resumed])) == resumed


def test_a_withdrawn_stop_no_longer_waits() -> None:
    stopped = happened(e.Stopped, 40)
    withdrawn = happened(e.Superseded, 41, event_id=stopped.id)

    assert unconfirmed(VisitFacts.of([STARTED, stopped, withdrawn])) is None
