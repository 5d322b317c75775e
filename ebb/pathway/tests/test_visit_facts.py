"""What counts of a visit is filtered once; that no rule takes unfiltered events is read from the annotations."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from ebb.pathway import events as e
from ebb.pathway.amounts import given
from ebb.pathway.steps import State
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.visit_facts import VisitFacts

ROOM = Path(__file__).parents[1]
START = happened(e.InfusionStarted, 0)
MAKES_THEM = "visit_facts.py"


def test_what_was_superseded_is_gone_and_so_is_the_mark() -> None:
    mistap = happened(e.Paused, 10)

    facts = VisitFacts.of([START, mistap, happened(e.Superseded, 11, event_id=mistap.id)])

    assert list(facts) == [START]


def test_they_stand_in_the_order_they_happened() -> None:
    late, early = happened(e.Noted, 20), happened(e.Noted, 5)

    assert list(VisitFacts.of([START, late, early])) == [START, early, late]


def test_they_can_be_cut_at_a_moment() -> None:
    facts = VisitFacts.of([START, happened(e.Paused, 10), happened(e.Resumed, 20)])

    assert [fact.at for fact in facts.until(minute(10))] == [minute(0), minute(10)]
    assert [fact.at for fact in facts.since(minute(10))] == [minute(10), minute(20)]


def test_the_last_of_several_kinds_is_the_last_of_them_all() -> None:
    paused, resumed = happened(e.Paused, 10), happened(e.Resumed, 20)
    facts = VisitFacts.of([START, paused, resumed])

    assert facts.latest(e.Paused, e.Resumed) == resumed
    assert facts.latest_at(e.Paused) == minute(10)
    assert facts.latest(e.Stopped) is None
    assert facts.all_of(e.Resumed, e.Paused) == [paused, resumed]


def test_an_answer_is_worked_out_once() -> None:
    facts = VisitFacts.of([START])

    assert given(facts, minute(10)) is given(facts, minute(10))
    assert given(facts, minute(11)).total_mg != given(facts, minute(10)).total_mg


def test_a_visit_without_facts_is_expected_and_has_no_pump() -> None:
    nothing = VisitFacts.of([])

    assert (nothing.state, nothing.pump_at(minute(0)), nothing.segments(minute(0))) == (State.EXPECTED, None, [])


def annotations(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef):
            for argument in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]:
                if argument.annotation is not None:
                    yield f"{node.name}({argument.arg})", ast.unparse(argument.annotation)


@pytest.mark.parametrize("file", sorted(ROOM.rglob("*.py")), ids=lambda file: str(file.relative_to(ROOM)))
def test_no_rule_takes_events_that_were_not_filtered(file: Path) -> None:
    if file.name == MAKES_THEM or "tests" in file.parts:
        return
    events = {f"{many}[{one}]" for many in ("Iterable", "Sequence", "list", "tuple") for one in ("Event", "e.Event")}

    assert not [argument for argument, annotation in annotations(file) if annotation in events]
