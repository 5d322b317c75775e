from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

from django.db import connection
from django.test.utils import CaptureQueriesContext

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.infusion.tests.monitor import speak
from ebb.clinic.people.actions import place_chair
from ebb.clinic.people.models import SYSTEM
from ebb.clinic.visit.cards import cards, expected
from ebb.clinic.visit.snapshot import snapshot


def queries(cast: SimpleNamespace, at: datetime) -> int:
    with CaptureQueriesContext(connection) as captured:
        cards(cast.site, at)
    return len(captured)


def test_the_board_costs_the_same_for_any_number_of_chairs(cast: SimpleNamespace, at: datetime) -> None:
    journey.running(cast, at)
    one = queries(cast, at)
    for number in range(5):
        chair = place_chair(site=cast.site, name=f"more {number}", bed=f"MORE{number}", by=SYSTEM, at=at)
        someone = journey.another_patient(cast, at, f"3000{number}")
        speak(journey.arrived(cast, at, chair=chair, patient=someone), at, seconds=10)

    six = queries(cast, after(at, 1))

    assert (one, six) == (5, 5)


def test_a_card_agrees_with_the_sheet(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    speak(infusion, at, seconds=60)
    actions.pause(infusion, by=cast.nurse.pk, at=after(at, 10))

    card, seen = cards(cast.site, after(at, 12))[0], snapshot(infusion, after(at, 12))

    assert (card.state, card.elapsed, card.remaining) == (seen.state, seen.elapsed, seen.remaining)
    assert (card.amounts, list(card.vitals), list(card.due)) == (seen.amounts, seen.vitals, seen.due)
    assert str(seen.unconfirmed.id) == card.unconfirmed.id


def test_a_free_chair_has_an_empty_card(cast: SimpleNamespace, at: datetime) -> None:
    journey.running(cast, at)

    assert [(card.chair.name, card.infusion is None) for card in cards(cast.site, at)] == [("1", False), ("2", True)]


def test_other_sites_do_not_show(cast: SimpleNamespace, at: datetime) -> None:
    journey.running(cast, at)

    assert cards(cast.elsewhere, at) == []


def test_who_is_still_to_come_is_listed_by_time(cast: SimpleNamespace, at: datetime) -> None:
    later = journey.expected(cast, after(at, 60))
    sooner = journey.expected(cast, at, patient=journey.another_patient(cast, at))

    assert expected(cast.site, at) == [sooner, later]
    assert later.order.weight_kg == Decimal(80)
