"""Monitors that each send eight numbers once a second over MLLP, as at the bedside: the load for `stream.py`."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from ebb.devices.compose import compose_vitals
from ebb.devices.mllp import frame

EVERY_S = 1.0
LOW_EVERY = 10
USUAL = {"spo2_percent": 97, "pulse_per_min": 72, "temp_c": 36.6, "nibp_dia_mmhg": 58, "nibp_mean_mmhg": 70}

Sent = dict[tuple[str, str, str], float]


async def send(port: int, beds: Sequence[tuple[str, str]], seconds: float) -> Sent:
    """Send for so long from each (chair, bed); when each mark was sent, by kind (sample, alarm), chair and mark."""
    sent: Sent = {}
    turns = round(seconds / EVERY_S)
    offsets = [number * EVERY_S / len(beds) for number in range(len(beds))]
    await asyncio.gather(*(bedside(port, *bed, turns, offset, sent) for bed, offset in zip(beds, offsets, strict=True)))
    return sent


async def bedside(port: int, chair: str, bed: str, turns: int, offset: float, sent: Sent) -> None:
    """One monitor. Heart and breathing rates together mark the message; now and then the cuff reads far too low."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = time.monotonic() + offset
    run = f"{time.time_ns() % 10**9}"
    for turn in range(turns):
        await asyncio.sleep(max(0.0, began + turn * EVERY_S - time.monotonic()))
        hr, rr = 60 + turn % 35, 11 + turn // 35 % 10
        low = turn % LOW_EVERY == LOW_EVERY - 1
        sys = 60 + turn // LOW_EVERY % 20 if low else 120 + turn // LOW_EVERY % 20
        values = USUAL | {"hr_per_min": hr, "rr_per_min": rr, "nibp_sys_mmhg": sys}
        name = f"{run}{turn:05}"
        payload = compose_vitals(bed=bed, taken_at=datetime.now(UTC), values=values, dialect="mdc", control_id=name)
        at = time.monotonic()
        sent["sample", chair, f"{hr}/{rr}"] = at
        if low:
            sent["alarm", chair, str(sys)] = at
        writer.write(frame(payload))
        answer = await reader.read(65536)
        if b"MSA|AA|" not in answer:
            raise ConnectionError(f"{bed} was answered {answer!r}")
    writer.close()
