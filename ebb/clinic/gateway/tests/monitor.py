"""A monitor for the tests: real sockets, real commits."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ebb.clinic.gateway.limits import Limits
from ebb.clinic.gateway.server import Gateway
from ebb.clinic.testing import NOW
from ebb.devices.compose import compose_vitals
from ebb.devices.hl7 import parse
from ebb.devices.mllp import Deframer, frame

TAKEN = NOW.replace(second=0, microsecond=0)


@dataclass
class Answer:
    code: str
    control_id: str
    text: str


class Monitor:
    """One connection to a gateway under test."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.deframer = Deframer()
        self.heard: list[Answer] = []

    async def send_bytes(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def hear(self) -> Answer:
        """The next answer; fails when the line is closed or nothing comes."""
        while not self.heard:
            data = await asyncio.wait_for(self.reader.read(65536), 10)
            assert data, "the gateway closed the line"
            self.heard += [_answer(payload) for payload in self.deframer.feed(data)]
        return self.heard.pop(0)

    async def ask(self, payload: bytes) -> Answer:
        await self.send_bytes(frame(payload))
        return await self.hear()

    async def is_closed(self) -> bool:
        return await asyncio.wait_for(self.reader.read(1), 10) == b""


def _answer(payload: bytes) -> Answer:
    msa = parse(payload).first("MSA")
    return Answer(msa.text(1), msa.text(2), msa.text(3))


def vitals(control_id: str = "1", *, bed: str = "CHAIR1", **values: float) -> bytes:
    return compose_vitals(
        bed=bed, taken_at=TAKEN, values=values or {"hr_per_min": 72.0}, dialect="mdc", control_id=control_id
    )


@asynccontextmanager
async def gateway(**limits: object) -> AsyncIterator[Callable[[], Coroutine[None, None, Monitor]]]:
    """An open gateway; gives what connects a monitor to it."""
    house = Gateway(Limits(**limits))
    port = await house.start("127.0.0.1", 0)
    lines = []

    async def connect() -> Monitor:
        lines.append(Monitor(*await asyncio.open_connection("127.0.0.1", port)))
        return lines[-1]

    connect.gateway = house
    try:
        yield connect
    finally:
        for line in lines:
            line.writer.close()
        await house.drain()


def conversation(*payloads: bytes, **limits: object) -> list[Answer]:
    """What one monitor hears when it sends these one after another."""

    async def talk() -> list[Answer]:
        async with gateway(**limits) as connect:
            monitor = await connect()
            return [await monitor.ask(payload) for payload in payloads]

    return asyncio.run(talk())
