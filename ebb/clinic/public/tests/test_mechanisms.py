import pytest

from ebb.clinic.public.arrows import PEOPLE, Arrow, Sure
from ebb.clinic.public.mechanisms import MECHANISMS
from ebb.clinic.public.sources import SOURCES

ARROWS = [arrow for mechanism in MECHANISMS for arrow in mechanism.arrows]

pytestmark = pytest.mark.parametrize("arrow", ARROWS, ids=lambda arrow: str(arrow.claim))


def test_it_says_how_sure_it_is_in_people(arrow: Arrow) -> None:
    assert any(each.seen_in is PEOPLE for each in arrow.studies)
    assert arrow.in_people in Sure


def test_what_was_seen_names_a_source_we_have(arrow: Arrow) -> None:
    for each in arrow.studies:
        assert each.sources or each.sure is Sure.SUPPOSED
    assert arrow.sources <= SOURCES.keys()


def test_what_speaks_against_it_names_a_source_too(arrow: Arrow) -> None:
    assert bool(arrow.against) == bool(arrow.against_sources)
