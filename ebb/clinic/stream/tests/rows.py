"""Rows of the logs, and a way to commit them from an event loop."""

import asyncio

from django.db import connection, transaction
from django.utils import timezone

from ebb.clinic.vitals.models import AlarmChange, Message


def message(chair, **values) -> Message:
    now = timezone.now()
    return Message.objects.create(
        received_at=now, taken_at=now, chair=chair, peer="127.0.0.1", bed="CHAIR1", sender="SIM", control_id="1",
        payload_digest="0", kind="vitals", answer="AA", reason="", raw="MSH", probe_off="", doubtful="", **values,
    )  # fmt: skip


def alarm(infusion) -> AlarmChange:
    now = timezone.now()
    return AlarmChange.objects.create(
        alarm=infusion.pk, infusion=infusion.pk, file=infusion.patient_id, chair=infusion.chair,
        parameter="spo2_percent", kind="clinical", priority="high", state="raised", value=86, text="SpO2 86 %",
        happened_at=now, written_at=now, by=infusion.patient_id,
    )  # fmt: skip


async def committed(make, *args, **values):
    def work():
        try:
            with transaction.atomic():
                return make(*args, **values)
        finally:
            connection.close()

    return await asyncio.to_thread(work)
