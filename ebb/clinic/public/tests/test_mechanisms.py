import pytest

from ebb.clinic.public.arrows import PEOPLE, Arrow, Sure
from ebb.clinic.public.roads import ROADS
from ebb.clinic.public.sources import SOURCES

ARROWS = [arrow for road in ROADS for arrow in road.arrows]

pytestmark = pytest.mark.parametrize("arrow", ARROWS, ids=lambda arrow: str(arrow.claim))


def test_it_says_how_sure_it_is_in_people(arrow: Arrow) -> None:
    assert any(finding.seen_in is PEOPLE for finding in arrow.findings)
    assert arrow.in_people in Sure


def test_what_was_seen_names_a_source_we_have(arrow: Arrow) -> None:
    for finding in arrow.findings:
        assert finding.sources or finding.sure is Sure.SUPPOSED
    assert arrow.sources <= SOURCES.keys()


def test_what_speaks_against_it_names_a_source_too(arrow: Arrow) -> None:
    assert bool(arrow.against) == bool(arrow.against_sources)
