"""Laws that hold for any course of events, checked against a plain count minute by minute."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ebb.pathway import events as e
from ebb.pathway.amounts import given as given_by
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.visit_facts import VisitFacts

LAST = 120
NEARLY = Decimal("1e-7")

rates = st.integers(0, 120).map(Decimal)
strengths = st.sampled_from([Decimal(1), Decimal(2), Decimal(10)])


@st.composite
def courses(draw: Any) -> list[e.Event]:
    """A start and what may come after it, in any order a ward could produce."""
    events = [happened(e.InfusionStarted, 0, id="start", rate_ml_per_h=draw(rates))]
    for number, at in enumerate(sorted(draw(st.lists(st.integers(1, LAST), max_size=8)))):
        kind = draw(st.sampled_from([e.RateChanged, e.Paused, e.Resumed, e.ContainerChanged, e.PumpFoundStopped]))
        told: dict[str, Any] = {"id": str(number)}
        if kind in (e.RateChanged, e.Resumed, e.ContainerChanged):
            told["rate_ml_per_h"] = draw(rates)
        if kind is e.ContainerChanged:
            told |= {"container": f"bag {number}", "concentration_mg_per_ml": draw(strengths)}
        if kind is e.PumpFoundStopped:
            told["stopped_at"] = minute(at - draw(st.integers(0, 15)))
        events.append(happened(kind, at, **told))
    return events


def counted(events: list[e.Event], until: int) -> Decimal:
    """The milligrams of each whole minute, by asking afresh what the pump did in it."""
    still = [(event.stopped_at, event.at) for event in events if isinstance(event, e.PumpFoundStopped)]
    total = Decimal(0)
    for at in range(until):
        running, rate, strength = False, Decimal(0), Decimal(0)
        for event in events:
            if event.at > minute(at):
                break
            rate = getattr(event, "rate_ml_per_h", rate)
            strength = getattr(event, "concentration_mg_per_ml", strength)
            if isinstance(event, e.InfusionStarted | e.Resumed):
                running = True
            elif isinstance(event, e.Paused | e.PumpFoundStopped):
                running = False
        if running and not any(start <= minute(at) < end for start, end in still):
            total += rate * strength / 60
    return total


@given(events=courses(), until=st.integers(0, LAST))
@settings(max_examples=150, deadline=None)
def test_the_integral_is_the_sum_of_its_minutes(events: list[e.Event], until: int) -> None:
    now = given_by(VisitFacts.of(events), minute(until))

    assert abs(now.total_mg - counted(events, until)) < NEARLY
    assert abs(now.total_mg - sum(part.mg for part in now.by_container.values())) < NEARLY
    assert abs(now.volume_ml - sum(part.volume_ml for part in now.by_container.values())) < NEARLY


@given(events=courses(), early=st.integers(0, LAST), late=st.integers(0, LAST))
@settings(deadline=None)
def test_it_never_gives_less_than_nothing_and_never_takes_back(events: list[e.Event], early: int, late: int) -> None:
    early, late = sorted((early, late))
    facts = VisitFacts.of(events)

    assert 0 <= given_by(facts, minute(early)).total_mg <= given_by(facts, minute(late)).total_mg + NEARLY


@given(events=courses(), share=st.floats(0.01, 0.99), which=st.integers(0, 20))
@settings(deadline=None)
def test_splitting_a_segment_changes_nothing(events: list[e.Event], share: float, which: int) -> None:
    flow = VisitFacts.of(events).segments(minute(LAST))
    if not flow:
        return
    split = flow[which % len(flow)]
    at = split.start + timedelta(seconds=round((split.end - split.start).total_seconds() * share))
    same = e.RateChanged(id="same", at=at, by="nurse-1", rate_ml_per_h=split.rate_ml_per_h)
    before = given_by(VisitFacts.of(events), minute(LAST)).total_mg

    after = given_by(VisitFacts.of([*events, same]), minute(LAST)).total_mg

    assert abs(after - before) < NEARLY


@given(events=courses(), which=st.integers(0, 20))
@settings(deadline=None)
def test_a_withdrawn_event_is_as_if_never_recorded(events: list[e.Event], which: int) -> None:
    withdrawn = events[which % len(events)]
    without = [event for event in events if event is not withdrawn]

    after = given_by(VisitFacts.of([*events, happened(e.Superseded, LAST, event_id=withdrawn.id)]), minute(LAST))

    assert after == given_by(VisitFacts.of(without), minute(LAST))
