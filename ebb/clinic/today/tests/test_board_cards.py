"""A card of the board: what nobody may overlook on the wall."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.infusion.tests.monitor import speak
from ebb.clinic.lib.templatetags.ebb import clock
from ebb.clinic.people.actions import place_chair
from ebb.clinic.people.models import SYSTEM, Chair
from ebb.clinic.today.board_cards import BoardCard, board_cards, expected_words
from ebb.clinic.visit.cards import cards
from ebb.clinic.visit.tests.test_snapshot import raise_alarm
from ebb.clinic.vitals.actions import acknowledge_alarm

pytestmark = pytest.mark.django_db


def shown(cast: SimpleNamespace, at: datetime) -> list[BoardCard]:
    return board_cards(cards(cast.site, at), [])


def card_of(cast: SimpleNamespace, at: datetime, chair: Chair) -> BoardCard:
    return next(card for card in shown(cast, at) if card.card.chair == chair)


def test_an_emergency_comes_first(cast: SimpleNamespace, at: datetime) -> None:
    journey.running(cast, at)
    chair = place_chair(site=cast.site, name="9", bed="", by=SYSTEM, at=at)
    someone = journey.another_patient(cast, at)
    there = journey.arrived(cast, at, chair=chair, patient=someone)
    actions.call_emergency(there, text="", by=cast.nurse.pk, at=after(at, 1))

    assert shown(cast, after(at, 2))[0].card.chair == chair


def test_a_pause_that_nobody_confirmed_says_so(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    paused = actions.pause(infusion, by=cast.nurse.pk, at=after(at, 10))
    waiting = shown(cast, after(at, 11))[0].status
    actions.confirm_at_pump(infusion, event=paused, by=cast.nurse.pk, at=after(at, 12))

    assert waiting.endswith(", not confirmed")
    assert waiting.removesuffix(", not confirmed") == shown(cast, after(at, 13))[0].status


def test_it_never_says_nothing_is_left_while_the_pump_runs_on(cast: SimpleNamespace, at: datetime) -> None:
    journey.running(cast, at)

    card = shown(cast, after(at, 300))[0]

    assert (card.status, card.needs_a_look) == ("260.0 mg beyond the order", True)


def test_what_is_late_says_so(cast: SimpleNamespace, at: datetime) -> None:
    journey.running(cast, at)

    due = shown(cast, after(at, 60))[0].due

    assert (due.state, due.late) == ("missed twice", timedelta(minutes=55))


def test_an_alarm_nobody_has_acknowledged_stands_before_one_that_somebody_has(
    cast: SimpleNamespace, at: datetime
) -> None:
    infusion = journey.running(cast, at)
    first = raise_alarm(infusion, after(at, 1))
    second = raise_alarm(infusion, after(at, 2))
    acknowledge_alarm(alarm=first.alarm, by=cast.nurse.pk, at=after(at, 3))

    assert shown(cast, after(at, 4))[0].alarm.id == second.alarm


def test_a_chair_with_an_alarm_nobody_has_acknowledged_comes_before_a_quiet_one(
    cast: SimpleNamespace, at: datetime
) -> None:
    chair = place_chair(site=cast.site, name="9", bed="", by=SYSTEM, at=at)
    journey.arrived(cast, at)
    loud = journey.arrived(cast, at, chair=chair, patient=journey.another_patient(cast, at))
    acknowledged = raise_alarm(loud, after(at, 1))
    raise_alarm(loud, after(at, 2))
    acknowledge_alarm(alarm=acknowledged.alarm, by=cast.nurse.pk, at=after(at, 3))

    assert shown(cast, after(at, 4))[0].card.chair == chair


def test_a_chair_without_a_monitor_says_that_its_numbers_are_typed(cast: SimpleNamespace, at: datetime) -> None:
    bare = place_chair(site=cast.site, name="9", bed="", by=SYSTEM, at=at)
    journey.arrived(cast, at, chair=bare)

    assert card_of(cast, at, bare).without_numbers == "no monitor, numbers are typed"


def test_a_chair_whose_monitor_is_silent_says_since_when(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)
    never = card_of(cast, after(at, 1), infusion.chair).without_numbers
    speak(infusion, after(at, 2))

    assert never == "no number from the monitor yet"
    assert card_of(cast, after(at, 2), infusion.chair).without_numbers == ""
    assert card_of(cast, after(at, 9), infusion.chair).without_numbers.startswith("no number from the monitor since ")


@pytest.mark.parametrize(("minutes", "words"), [(-1, ""), (0, ""), (1, ", 1 min late"), (75, ", 1 h 15 min late")])
def test_someone_expected_past_their_time_is_late(at: datetime, minutes: int, words: str) -> None:
    assert expected_words(at, after(at, minutes)) == f"{clock(at)}{words}"


def test_the_worst_alarm_of_the_house_comes_first_and_not_the_oldest(cast: SimpleNamespace, at: datetime) -> None:
    chair = place_chair(site=cast.site, name="9", bed="", by=SYSTEM, at=at)
    older = journey.arrived(cast, at)
    worse = journey.arrived(cast, at, chair=chair, patient=journey.another_patient(cast, at))
    raise_alarm(older, after(at, 1))
    raise_alarm(worse, after(at, 2))
    high = raise_alarm(worse, after(at, 3), priority="high")

    first = shown(cast, after(at, 4))[0]

    assert (first.card.chair, first.alarm.id) == (chair, high.alarm)


def test_a_high_alarm_that_is_over_stays_on_the_board_until_it_is_acknowledged(
    cast: SimpleNamespace, at: datetime, client_of: Callable[..., Client]
) -> None:
    infusion = journey.running(cast, at)
    high = raise_alarm(infusion, after(at, 1), priority="high")
    raise_alarm(infusion, after(at, 2), "cleared", high.alarm, "high")

    page = client_of(cast.nurse).get(reverse("board")).content.decode()
    acknowledge_alarm(alarm=high.alarm, by=cast.nurse.pk, at=after(at, 45))

    assert page.count("not acknowledged") == 2
    assert shown(cast, after(at, 46))[0].alarm is None


def test_what_goes_in_beyond_the_order_is_said_in_mg_and_grows(cast: SimpleNamespace, at: datetime) -> None:
    journey.running(cast, at)

    told = [(card.status, card.beyond.priority) for card in (shown(cast, after(at, m))[0] for m in (41, 43, 120))]

    assert shown(cast, after(at, 40))[0].status == "ordered amount is in"
    assert told == [
        ("1.0 mg beyond the order", "low"),
        ("3.0 mg beyond the order", "medium"),
        ("80.0 mg beyond the order", "high"),
    ]


def test_a_chair_far_beyond_its_order_comes_before_a_high_alarm(cast: SimpleNamespace, at: datetime) -> None:
    chair = place_chair(site=cast.site, name="9", bed="", by=SYSTEM, at=at)
    alarmed = journey.arrived(cast, at)
    journey.running(cast, at, chair=chair, patient=journey.another_patient(cast, at))
    raise_alarm(alarmed, after(at, 2), priority="high")

    assert shown(cast, after(at, 44))[0].card.chair == alarmed.chair
    assert shown(cast, after(at, 45))[0].card.chair == chair


def test_a_pump_that_stopped_gives_no_more_beyond_the_order(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    actions.stop(infusion, completed=True, by=cast.nurse.pk, at=after(at, 46))

    assert shown(cast, after(at, 47))[0].beyond is None
