"""A page whose line broke hears what it missed, wherever it broke."""

import pytest
from django.db import OperationalError

from ebb.clinic.log.position import LogPosition
from ebb.clinic.stream.frames import Logs
from ebb.clinic.stream.tests.listening import in_loop, listening
from ebb.clinic.stream.tests.rows import alarm, committed, message

pytestmark = pytest.mark.django_db(transaction=True)


def two_messages(chair):
    return [message(chair, hr_per_min=hr) for hr in (71.0, 72.0)]


def test_each_of_several_events_told_together_carries_its_own_place(cast, infusion, client_of):
    nurse = client_of(cast.nurse)

    async def scenario():
        async with listening(nurse, f"/stream/infusion/{infusion.pk}/") as page:
            await page.until(lambda: page.heard("beat"))
            rows = await committed(two_messages, cast.chair)
            await page.until(lambda: len(page.heard("sample")) == 2)

            assert [LogPosition.parse(told).message for told in page.ids("sample")] == [row.pk for row in rows]

    in_loop(scenario)


def test_a_line_that_broke_between_two_events_does_not_pass_over_the_second(cast, infusion, client_of):
    nurse = client_of(cast.nurse)
    path = f"/stream/infusion/{infusion.pk}/"
    seen = message(cast.chair, hr_per_min=70.0)
    two_messages(cast.chair)
    alarm(infusion)

    async def scenario():
        async with listening(nurse, path, last_id=f"{seen.pk}.0.0") as page:
            await page.until(lambda: len(page.heard("sample")) == 2)
            broke_at = page.ids("sample")[0]
        async with listening(nurse, path, last_id=broke_at) as page:
            await page.until(lambda: page.heard("sample"))

            assert [sample["values"]["hr_per_min"] for sample in page.heard("sample")] == [72.0]
            assert page.heard("alarm") == []

    in_loop(scenario)


def test_pages_are_let_go_when_the_database_fails_and_miss_nothing(cast, infusion, client_of, monkeypatch):
    nurse = client_of(cast.nurse)
    path = f"/stream/infusion/{infusion.pk}/"
    read = Logs.read

    def failing(logs):
        monkeypatch.setattr(Logs, "read", read)
        raise OperationalError("the disk is full")

    async def scenario():
        async with listening(nurse, path) as page:
            await page.until(lambda: page.ids("beat")[-1:])
            monkeypatch.setattr(Logs, "read", failing)
            await page.until(lambda: page.over)
        await committed(message, cast.chair, hr_per_min=75.0)
        async with listening(nurse, path, last_id=page.ids("beat")[-1]) as again:
            await again.until(lambda: again.heard("sample"))

            assert page.heard("closed") == []
            assert again.heard("sample")[0]["values"] == {"hr_per_min": 75.0}

    in_loop(scenario)
