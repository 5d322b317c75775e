"""What open pages hear, through the ASGI route and the database, as in use."""

import asyncio
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.people.models import Membership
from ebb.clinic.plan.models import Order, Plan
from ebb.clinic.stream import app, feed
from ebb.clinic.stream.tests.listening import in_loop, listening
from ebb.clinic.vitals.models import AlarmChange, Message

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def infusion(cast, at):
    signed = {"signed_by": cast.prescriber, "signed_at": at}
    plan = Plan.objects.create(patient=cast.patient, diagnosis="CRPS", goal="walk", infusions=1, **signed)
    order = Order.objects.create(
        plan=plan, patient=cast.patient, programme="A", programme_version="1", dose_mg_per_kg="0.5", duration_min=40,
        weight_kg="70", **signed,
    )  # fmt: skip
    return Infusion.objects.create(
        site=cast.site, patient=cast.patient, order=order, expected_at=at, chair=cast.chair, state="running"
    )


def message(chair, **values) -> Message:
    now = timezone.now()
    return Message.objects.create(
        received_at=now, taken_at=now, chair=chair, peer="127.0.0.1", bed="CHAIR1", sender="SIM", control_id="1",
        payload_digest="0", kind="vitals", answer="AA", reason="", raw="MSH", probe_off="", doubtful="", **values,
    )  # fmt: skip


def alarm(infusion) -> AlarmChange:
    now = timezone.now()
    return AlarmChange.objects.create(
        alarm=infusion.pk, infusion=infusion.pk, file=infusion.patient_id, chair=infusion.chair, parameter="spo2_percent", kind="clinical",
        priority="high", state="raised", value=86, text="SpO2 86 %", happened_at=now, written_at=now,
        by=infusion.patient_id,
    )  # fmt: skip


async def committed(make, *args, **values):
    def work():
        try:
            with transaction.atomic():
                return make(*args, **values)
        finally:
            connection.close()

    return await asyncio.to_thread(work)


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
    session = locked.session
    session["locked"] = True
    session.save()

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
