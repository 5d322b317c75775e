"""Who is here is written down often enough for the idle lock, and not with every page."""

from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

PAGE = reverse("today")


@pytest.fixture
def nurse(cast: SimpleNamespace, client_of) -> Client:
    browser = client_of(cast.nurse)
    browser.get(PAGE)
    return browser


def seen(browser: Client, *, ago_s: float) -> float:
    """Let them have been seen so long ago; the moment."""
    session = browser.session
    session["seen_at"] -= ago_s
    session.save()
    return session["seen_at"]


def writes(browser: Client) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        browser.get(PAGE)
    return [one["sql"] for one in asked if Session._meta.db_table in one["sql"] and one["sql"].startswith("UPDATE")]


def test_the_next_page_writes_nothing(nurse: Client) -> None:
    assert writes(nurse) == []


def test_a_page_ten_seconds_later_is_written_down(nurse: Client) -> None:
    before = seen(nurse, ago_s=11)

    assert len(writes(nurse)) == 1
    assert nurse.session["seen_at"] > before + 10


def test_a_clock_set_back_does_not_put_the_lock_off(nurse: Client) -> None:
    ahead = seen(nurse, ago_s=-3600)

    nurse.get(PAGE)

    assert nurse.session["seen_at"] < ahead - 3000


def test_who_was_away_for_too_long_is_signed_out(nurse: Client) -> None:
    seen(nurse, ago_s=301)

    assert nurse.get(PAGE).status_code == 302
