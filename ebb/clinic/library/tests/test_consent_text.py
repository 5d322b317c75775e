import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from ebb.clinic.library import actions
from ebb.clinic.library.actions import first_consent_text
from ebb.clinic.library.models import ConsentText
from ebb.clinic.library.reading import blocks
from ebb.clinic.public.tests.reading import grade
from ebb.clinic.record.verify import verify

pytestmark = pytest.mark.django_db


def release(cast, at, **changed):
    return actions.release_consent_text(site=cast.site, by=cast.prescriber.pk, at=at, **first_consent_text() | changed)


def test_the_first_text_reads_at_grade_eight_or_lower():
    prose = "\n".join(line for block in blocks(first_consent_text()["body"]) for line in block.lines)

    assert grade(prose.split("Where the figures come from")[0]) <= 8


@pytest.mark.parametrize(
    "words",
    [
        "off-label", "no clear proof", "44 of 100", "24 hours", "You can stop at any time", "theophylline",
        "breath can slow", "Opioids", "benzodiazepines", "into your lungs", "heart attack or a stroke", "seizure",
        "unborn child", "a pharmacy made up", "crisis line",
    ],
)  # fmt: skip
def test_the_first_text_says_what_must_be_said(words):
    assert words in first_consent_text()["body"]


def test_each_release_gets_the_next_version_and_an_entry(cast, at):
    first, second = release(cast, at), release(cast, at, body="Other words.")

    assert (first.version, second.version) == (1, 2)
    assert ConsentText.objects.current() == second
    assert verify().faults == []


def test_the_same_words_are_not_released_twice(cast, at):
    release(cast, at)

    with pytest.raises(actions.ReleasedAlready):
        release(cast, at)

    assert ConsentText.objects.count() == 1


def test_a_released_text_can_not_be_changed(cast, at):
    text = release(cast, at)

    with pytest.raises(DatabaseError), transaction.atomic():
        ConsentText.objects.filter(pk=text.pk).update(body="It always works.")

    assert ConsentText.objects.get().body == text.body


def test_staff_read_any_version(cast, at, client_of):
    release(cast, at)
    release(cast, at, body="## Short\n<b>bold</b> words")
    desk = client_of(cast.front_desk)

    old = desk.get(reverse("consent-text", args=[1])).content.decode()
    new = desk.get(reverse("consent-text", args=[2])).content.decode()

    assert "no longer in force" in old
    assert "&lt;b&gt;bold" in new
    assert "no longer in force" not in new


def test_someone_who_is_not_signed_in_sees_nothing(cast, at, client):
    release(cast, at)

    response = client.get(reverse("consent-text", args=[1]))

    assert response.status_code == 302
    assert "login" in response.url
