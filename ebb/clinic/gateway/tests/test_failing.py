"""When a message cannot be stored the monitor is told to send it again, and the gateway lives."""

import asyncio

import pytest
from django.db import connection

from ebb.clinic.gateway.tests.monitor import conversation, gateway, vitals
from ebb.clinic.vitals.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_says_failed_when_the_commit_fails_and_taken_when_it_works_again():
    async def talk():
        async with gateway() as connect:
            monitor = await connect()
            heard = [await monitor.ask(vitals("1"))]
            await asyncio.to_thread(refuse_rows, "1 = 1")
            heard.append(await monitor.ask(vitals("2")))
            await asyncio.to_thread(refuse_rows, None)
            heard.append(await monitor.ask(vitals("2")))
            return heard

    heard = asyncio.run(talk())

    assert [(answer.code, answer.control_id) for answer in heard] == [("AA", "1"), ("AE", "2"), ("AA", "2")]
    assert "send it again" in heard[1].text
    assert list(Message.objects.order_by("id").values_list("control_id", flat=True)) == ["1", "2"]


def test_it_fails_only_the_message_that_spoils_a_batch():
    refuse_rows("NEW.control_id = '5'")

    async def talk():
        async with gateway() as connect:
            monitors = [await connect() for _ in range(10)]
            asked = [monitor.ask(vitals(str(number))) for number, monitor in enumerate(monitors)]
            return [answer.code for answer in await asyncio.gather(*asked)]

    codes = asyncio.run(talk())

    assert codes == ["AA"] * 5 + ["AE"] + ["AA"] * 4
    assert Message.objects.count() == 9


def test_it_stores_what_a_database_would_choke_on():
    raw = vitals("1") + b"NTE|1||\x00 and \\X00\\ and \xed\xa0\x80\r"

    (answer,) = conversation(raw)

    assert answer.code == "AA"
    assert "\\x00 and" in Message.objects.get().raw


def refuse_rows(when: str | None) -> None:
    """Let the database refuse the rows of which this is true; None lets all in again."""
    table = Message._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS no_room")
            if when:
                refusal = "SELECT RAISE(ABORT, 'no room')"
                cursor.execute(f"CREATE TRIGGER no_room BEFORE INSERT ON {table} WHEN {when} BEGIN {refusal}; END")
            return
        cursor.execute(f"DROP TRIGGER IF EXISTS no_room ON {table}")
        if when:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'check_violation'; END $$"
            )
            cursor.execute(
                f"CREATE TRIGGER no_room BEFORE INSERT ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION no_room()"
            )
    connection.close()
