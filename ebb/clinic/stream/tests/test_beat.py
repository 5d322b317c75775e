"""A page that hears nothing else is told once a second that the stream is alive."""

from uuid import uuid4

import pytest

from ebb.clinic.log.position import LogPosition
from ebb.clinic.stream.access import Channel
from ebb.clinic.stream.feed import BOARD_SECONDS, Feed, Listener
from ebb.clinic.stream.frames import Frame

SITE, CHAIR, INFUSION = uuid4(), uuid4(), uuid4()
SAMPLE = Frame("sample", b"{}", LogPosition(1, 0, 0), SITE, chair=CHAIR)


@pytest.fixture
def page() -> Listener:
    return Listener(Channel(SITE, INFUSION, CHAIR))


@pytest.fixture
def feed(page: Listener) -> Feed:
    feed = Feed()
    feed.listeners.add(page)
    return feed


def told(page: Listener) -> list[bytes]:
    return [page.waiting.get_nowait() for _ in range(page.waiting.qsize())]


def test_a_silent_page_is_told_the_time(feed, page):
    page.sent_at -= BOARD_SECONDS

    feed._show_boards()

    assert [b"event: beat" in event for event in told(page)] == [True]


def test_a_page_that_hears_its_monitor_needs_no_beat(feed, page):
    page.sent_at -= BOARD_SECONDS
    feed._distribute(SAMPLE)

    feed._show_boards()

    assert [b"event: sample" in event for event in told(page)] == [True]


def test_a_board_is_told_its_chairs_each_second(feed, page):
    board = Listener(Channel(SITE))
    feed.listeners.add(board)
    feed._distribute(SAMPLE)

    feed._show_boards()
    feed._show_boards()

    assert [event.count(b"[{}]") for event in told(board)] == [1, 0]
