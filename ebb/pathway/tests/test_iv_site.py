"""A vein that is not well takes no more drug: clinical reference 3.4."""

import pytest

from ebb.pathway import events as e
from ebb.pathway.iv_site import RESULTS, WELL, site_findings
from ebb.pathway.start_gate import more_findings
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.tests.test_start_gate import FACTS
from ebb.pathway.visit_facts import VisitFacts


def found(*events: e.Event) -> list[str]:
    return [finding.text for finding in site_findings(VisitFacts.of(events))]


@pytest.mark.parametrize("result", [result for result in RESULTS if result != WELL])
def test_what_is_found_at_the_site_stops_more_drug(result: str) -> None:
    assert found(happened(e.IvSiteChecked, 20, result=result)) == [f"The IV site was found {result}."]


@pytest.mark.parametrize(
    ("answer", "stands"),
    [
        (happened(e.IvSiteChecked, 25, result=WELL), False),
        (happened(e.CannulaTried, 25), False),
        (happened(e.CannulaTried, 25, patent=False), True),
        (happened(e.CannulaTried, 10), True),
    ],
)
def test_a_new_site_or_another_look_answers_it(answer: e.Event, stands: bool) -> None:
    assert bool(found(happened(e.IvSiteChecked, 20, result="infiltrated"), answer)) is stands


def test_nothing_resumes_through_it() -> None:
    paused = [
        happened(e.InfusionStarted, 0),
        happened(e.IvSiteChecked, 9, result="infiltrated"),
        happened(e.Paused, 10),
    ]

    again = [*paused, happened(e.CannulaTried, 11)]

    assert [finding.id for finding in more_findings(FACTS, VisitFacts.of(paused), minute(12))] == ["iv_site"]
    assert more_findings(FACTS, VisitFacts.of(again), minute(12)) == []
