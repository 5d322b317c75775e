"""What open pages hear, through the ASGI route and the database, as in use."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from ebb.clinic.people.actions import lock_tablet, trust_tablet
from ebb.clinic.people.models import Membership
from ebb.clinic.stream import app, feed
from ebb.clinic.stream.tests.listening import in_loop, listening
from ebb.clinic.stream.tests.rows import alarm, committed, message

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_infusion_page_hears_its_monitor_and_its_alarms(cast, infusion, client_of):
    nurse = client_of(cast.nurse)

    async def scenario():
        async with listening(nurse, f"/stream/infusion/{infusion.pk}/") as page:
            await page.until(lambda: page.heard("beat"))
            await committed(message, cast.chair, hr_per_min=72.0)
            await committed(alarm, infusion)
            await page.until(lambda: page.heard("sample") and page.heard("alarm"))

            assert page.heard("sample")[0]["values"] == {"hr_per_min": 72.0}
            assert page.heard("alarm")[0]["text"] == "SpO2 86 %"

    in_loop(scenario)


def test_an_alarm_of_another_chair_reaches_every_page_of_the_house(cast, infusion, client_of):
    nurse, desk, elsewhere = client_of(cast.nurse), client_of(cast.front_desk), client_of(cast.stranger)
    infusion.pk, other = uuid4(), infusion.pk
    infusion.chair = cast.plain_chair
    infusion.save(force_insert=True)

    async def scenario():
        async with (
            listening(nurse, f"/stream/infusion/{other}/") as at_the_chair,
            listening(desk, "/stream/house/") as at_the_desk,
            listening(elsewhere, "/stream/house/") as away,
        ):
            pages = (at_the_chair, at_the_desk, away)
            await pages[0].until(lambda: all(page.heard("beat") for page in pages))
            await committed(message, cast.plain_chair, hr_per_min=72.0)
            await committed(alarm, infusion)
            await pages[0].until(lambda: at_the_chair.heard("alarm") and at_the_desk.heard("alarm"))

            assert at_the_chair.heard("alarm")[0]["infusion"] == str(infusion.pk)
            assert at_the_chair.heard("sample") == at_the_desk.heard("board") == away.heard("alarm") == []

    in_loop(scenario)


def test_a_board_hears_one_frame_with_all_its_chairs(cast, infusion, client_of):
    nurse = client_of(cast.nurse)

    async def scenario():
        async with listening(nurse, "/stream/board/") as page:
            await page.until(lambda: page.heard("beat"))
            await committed(message, cast.chair, hr_per_min=72.0)
            await page.until(lambda: any(board["chairs"] for board in page.heard("board")))

            assert page.heard("sample") == []

    in_loop(scenario)


def test_a_page_that_comes_back_hears_what_it_missed(cast, infusion, client_of):
    nurse = client_of(cast.nurse)
    seen, missed = message(cast.chair, hr_per_min=70.0), message(cast.chair, hr_per_min=71.0)

    async def scenario():
        path = f"/stream/infusion/{infusion.pk}/"
        async with listening(nurse, path, last_id=f"{seen.pk}.0.0") as page:
            await page.until(lambda: page.heard("sample"))

            assert [sample["values"]["hr_per_min"] for sample in page.heard("sample")] == [71.0]
            assert missed.pk > seen.pk

    in_loop(scenario)


@pytest.mark.parametrize("who", ["stranger", "front_desk"])
def test_others_hear_nothing_of_an_infusion(cast, infusion, client_of, who):
    outsider = client_of(getattr(cast, who))

    async def scenario():
        async with listening(outsider, f"/stream/infusion/{infusion.pk}/") as page:
            assert (page.status, page.text) == (204, b"")

    in_loop(scenario)


def test_a_strangers_board_hears_nothing_of_this_site(cast, infusion, client_of):
    stranger = client_of(cast.stranger)

    async def scenario():
        async with listening(stranger, "/stream/board/") as page:
            await page.until(lambda: page.heard("beat"))
            await committed(message, cast.chair, hr_per_min=72.0)
            await committed(alarm, infusion)
            await page.until(lambda: len(page.heard("board")) >= 2)

            assert page.heard("alarm") == []
            assert all(board["chairs"] == [] for board in page.heard("board"))

    in_loop(scenario)


def test_a_revoked_role_closes_the_stream(cast, infusion, client_of, monkeypatch):
    monkeypatch.setattr(app, "CHECK_SECONDS", 0.05)
    nurse = client_of(cast.nurse)
    yesterday = timezone.localdate() - timedelta(days=1)

    async def scenario():
        async with listening(nurse, f"/stream/infusion/{infusion.pk}/") as page:
            await page.until(lambda: page.heard("beat"))
            await committed(Membership.objects.filter(user=cast.nurse).update, until_on=yesterday)
            await page.until(lambda: page.heard("closed"))

    in_loop(scenario)


def test_a_locked_tablet_or_no_session_hears_nothing(cast, infusion, client_of, client):
    locked = client_of(cast.nurse)
    tablet, token = trust_tablet(site=cast.site, name="Ward", by=cast.administrator.pk, at=timezone.now())
    lock_tablet(tablet=tablet, at=timezone.now())
    locked.cookies["ebb_tablet"] = token

    async def scenario():
        for browser in (locked, client):
            async with listening(browser, f"/stream/infusion/{infusion.pk}/") as page:
                assert page.status == 204

    in_loop(scenario)


def test_a_page_that_does_not_keep_up_is_cut_off(cast):
    async def scenario():
        listener = feed.Listener(channel=None)
        for _ in range(feed.MOST_WAITING + 1):
            listener.offer(b"x")

        assert listener.waiting.get_nowait() is None

    in_loop(scenario)
