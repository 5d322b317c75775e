from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.followup import actions
from ebb.clinic.followup.links import token_of
from ebb.clinic.followup.models import DiaryEntry, DiaryLink
from ebb.clinic.record.verify import verify

pytestmark = pytest.mark.django_db

ALL = {"average": "5", "least": "3", "worst": "8", "now": "4", "sleep_h": "6.5", "note": ""}


@pytest.fixture
def token(cast):
    return token_of(actions.make_link(patient=cast.patient, by=cast.nurse.pk, at=timezone.now()))


def send(client, token, back_days=0, **answers):
    day = timezone.localdate() - timedelta(days=back_days)
    return client.post(reverse("diary-day", args=[token, day.isoformat()]), {"form_key": uuid4(), **answers})


def test_without_a_password_it_asks_one_question_at_a_time(cast, client, token):
    asked = []
    answers = {}
    for name, value in ALL.items():
        words = send(client, token, **answers).content.decode()
        asked.append(next(line for line in words.splitlines() if "of 6" in line).split("·")[-1].split("<")[0].strip())
        answers[name] = value

    done = send(client, token, **answers)

    assert asked == [f"{number} of 6" for number in range(1, 7)]
    assert done.url == reverse("diary", args=[token])
    entry = DiaryEntry.objects.get()
    assert (entry.average, entry.least, entry.worst, entry.now, entry.back_entered) == (5, 3, 8, 4, False)
    assert verify().faults == []


def test_least_and_worst_are_asked_within_what_the_average_allows(client, token, cast):
    least = send(client, token, average="5").content.decode()
    worst = send(client, token, average="5", least="3").content.decode()

    assert 'value="5"' in least
    assert 'name="least" value="6"' not in least
    assert 'name="worst" value="5"' in worst
    assert 'name="worst" value="4"' not in worst


def test_a_number_out_of_order_is_asked_again(client, token, cast):
    answer = send(client, token, **ALL | {"least": "6"})

    assert answer.status_code == 422
    assert not DiaryEntry.objects.exists()


def test_going_back_keeps_what_was_answered_before(client, token, cast):
    words = send(client, token, **ALL, back="worst").content.decode()

    assert "How was it at its worst?" in words
    assert 'name="average" value="5"' in words
    assert "checked" in words
    assert not DiaryEntry.objects.exists()


def test_sleep_and_note_may_stay_empty(client, token, cast):
    send(client, token, **ALL | {"sleep_h": ""})

    assert DiaryEntry.objects.get().sleep_h is None


def test_it_says_what_was_kept(client, token, cast):
    done = send(client, token, **ALL | {"note": "walked"})

    words = client.get(done.url).content.decode()

    assert "5 on average, 3 at its best, 8 at its worst, 4 when you wrote. 6.5 hours of sleep." in words
    assert "Your note is kept too." in words
    assert "kept: 5 on average" in words


def test_a_day_written_again_supersedes_and_a_late_one_says_so(client, token, cast):
    send(client, token, **ALL)
    send(client, token, **ALL | {"average": "4"})
    send(client, token, back_days=2, **ALL)

    assert [(entry.average, entry.back_entered) for entry in DiaryEntry.objects.current()] == [(5, True), (4, False)]


def test_three_days_back_is_too_late(client, token, cast):
    answer = send(client, token, back_days=3, **ALL)

    assert answer.status_code == 422
    assert "more than 2 days ago" in answer.content.decode()


def test_a_closed_link_says_so_kindly(client, token, cast):
    actions.close_link(DiaryLink.objects.get(), by=cast.nurse.pk, at=timezone.now())

    for name in ("diary", "working"):
        answer = client.get(reverse(name, args=[token]))
        assert answer.status_code == 410
        assert "Nothing you wrote is lost" in answer.content.decode()
    assert send(client, token, **ALL).status_code == 410
    assert not DiaryEntry.objects.exists()


def test_an_expired_link_says_so_kindly(client, cast):
    long_ago = timezone.now() - timedelta(days=200)
    token = token_of(actions.make_link(patient=cast.patient, by=cast.nurse.pk, at=long_ago))

    answer = client.get(reverse("diary", args=[token]))

    assert answer.status_code == 410
    assert "Its time is over" in answer.content.decode()


def test_an_address_nobody_signed_shows_nothing_of_anyone(client, token, cast):
    answer = client.get(reverse("working", args=[token[:-3] + "abc"]))

    assert answer.status_code == 404
    assert "Ines" not in answer.content.decode()


def test_nothing_of_it_stays_in_a_shared_browser(client, token, cast):
    assert "no-store" in client.get(reverse("diary", args=[token]))["Cache-Control"]
