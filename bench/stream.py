"""From a monitor's message to the event at open pages, while pages and PDFs are rendered.

    python -m bench.stream [--viewers 1,50,500] [--seconds 40]

Starts `ebb web` and `ebb live` on a database of their own (SQLite, or on the server that DATABASE_URL names). Twenty
chairs send once a second; of the pages four in five are of an infusion, the others boards; meanwhile the board and an
infusion's page are asked for ten times a second and a printed record once. Times run from the moment a message is
written to the monitor's line until its event's bytes are at the page. A low pressure makes an alarm at once: that
time covers gateway, watch and stream. The open pages are a process of their own, so that they do not wait for the
load. Boards get samples in one frame a second by design. Target: 99 of 100 samples
and alarms within 250 ms at 50 pages.
"""

import argparse
import asyncio
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection

import numpy as np

from bench.load import LoadPage, Times, ask, filled_clinic, load
from ebb.devices.compose import compose_vitals
from ebb.devices.mllp import frame
from tests.killing.house import House, end, is_free, until
from tests.killing.opening import Seat

CHAIRS = 20
PAGES_PER_S = 10
PDFS_PER_S = 1
BOARD_EVERY = 5
MESSAGE_EVERY_S = 1.0
LOW_EVERY = 10
USUAL = {"spo2_percent": 97, "pulse_per_min": 72, "temp_c": 36.6, "nibp_dia_mmhg": 58, "nibp_mean_mmhg": 70}

Sent = dict[tuple[str, str, str], float]
Received = tuple[str, str, str, float]


@contextmanager
def served() -> Iterator[tuple[House, list[Seat]]]:
    with filled_clinic(0, CHAIRS) as (place, seats, _):
        live = place.start("live", "--mllp-port", str(place.mllp_port))
        try:
            until(lambda: not is_free(place.mllp_port), "the gateway answers")
            yield place, seats
        finally:
            end(live)


class Viewer(asyncio.Protocol):
    """One open page. Times are taken when the bytes come, before anything is understood of them."""

    def __init__(self, path: str, session: str, received: list[Received]) -> None:
        self.request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={session}\r\n\r\n".encode()
        self.received = received
        self.held = b""
        self.ready = asyncio.get_running_loop().create_future()
        self.over = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        at = time.monotonic()
        *events, self.held = (self.held + data).split(b"\n\n")
        for event in events:
            self._take(event, at)

    def connection_lost(self, error: Exception | None) -> None:
        self.over = True
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("the stream closed before its first beat"))

    def _take(self, event: bytes, at: float) -> None:
        if b"event: beat" in event and not self.ready.done():
            self.ready.set_result(None)
        _, _, data = event.partition(b"data: ")
        if b"event: sample" in event:
            self._note("sample", json.loads(data), at)
        elif b"event: board" in event:
            for sample in json.loads(data)["chairs"]:
                self._note("board", sample, at)
        elif b"event: alarm" in event:
            alarm = json.loads(data)
            if alarm["parameter"] == "nibp_sys_mmhg" and alarm["state"] in ("raised", "escalated"):
                self.received.append(("alarm", alarm["chair"], f"{alarm['value']:g}", at))

    def _note(self, kind: str, sample: dict, at: float) -> None:
        values = sample["values"]
        self.received.append((kind, sample["chair"], f"{values['hr_per_min']:g}/{values['rr_per_min']:g}", at))


async def watch(port: int, wanted: Sequence[tuple[str, str]], pipe: Connection) -> None:
    """Open a stream for each path and session, say so once each has had a beat, and at an answer send what came since.

    Sent are the events, and how many streams were lost.
    """
    received: list[Received] = []
    loop = asyncio.get_running_loop()
    viewers = []
    for path, session in wanted:
        _, viewer = await loop.create_connection(lambda p=path, s=session: Viewer(p, s, received), "127.0.0.1", port)
        await viewer.ready
        viewers.append(viewer)
    pipe.send("ready")
    began = len(received)
    await loop.run_in_executor(None, pipe.recv)
    pipe.send((received[began:], sum(viewer.over for viewer in viewers)))


def open_pages(port: int, wanted: Sequence[tuple[str, str]], pipe: Connection) -> None:
    asyncio.run(watch(port, wanted, pipe))


@contextmanager
def viewing(place: House, seats: Sequence[Seat], count: int) -> Iterator[Connection]:
    """So many open pages; the pipe to their process, which answers as `watch` does."""
    spawn = get_context("spawn")
    ours, theirs = spawn.Pipe()
    wanted = [path_of(seats, number) for number in range(count)]
    process = spawn.Process(target=open_pages, args=(place.web_port, wanted, theirs))
    process.start()
    theirs.close()
    try:
        ours.recv()
        yield ours
    finally:
        process.kill()
        process.join()


def path_of(seats: Sequence[Seat], number: int) -> tuple[str, str]:
    """What the page of this number listens to, and whose it is."""
    seat = seats[number % len(seats)]
    board = number % BOARD_EVERY == BOARD_EVERY - 1
    return ("/stream/board/" if board else f"/stream/infusion/{seat.infusion}/"), seat.session


def measure(place: House, seats: Sequence[Seat], count: int, seconds: float) -> Times:
    with viewing(place, seats, count) as pipe:
        beds = [(seat.chair, seat.bed) for seat in seats]
        sent, pages, pdfs = asyncio.run(everything(place, beds, rendered(seats), printed(seats), seconds))
        pipe.send("enough")
        received, lost = pipe.recv()
    if lost:
        print(f"{lost} streams were lost")
    rendering = {"page rendered": list(chain(*pages.values())), "record.pdf": list(chain(*pdfs.values()))}
    return latencies(sent, received) | rendering


async def everything(
    place: House, beds: Sequence[tuple[str, str]], pages: list[LoadPage], papers: list[LoadPage], seconds: float
) -> tuple[Sent, Times, Times]:
    return await asyncio.gather(
        send(place.mllp_port, beds, seconds),
        load(place.web_port, pages, per_s=PAGES_PER_S, seconds=seconds),
        load(place.web_port, papers, per_s=PDFS_PER_S, seconds=seconds),
    )


async def warmed(place: House, pages: Sequence[LoadPage]) -> None:
    """Show each page once: a process that has just begun folds 40 minutes of every chair's numbers first."""
    for page in pages:
        await ask(place.web_port, page)


def rendered(seats: Sequence[Seat]) -> list[LoadPage]:
    board = LoadPage("board", "/today/board/", seats[0].session)
    return [
        page for seat in seats for page in (board, LoadPage("infusion", f"/infusion/{seat.infusion}/", seat.session))
    ]


def printed(seats: Sequence[Seat]) -> list[LoadPage]:
    return [LoadPage("record", f"/recovery/{seat.infusion}/record.pdf", seat.session) for seat in seats]


def latencies(sent: Sent, received: Sequence[Received]) -> Times:
    """Milliseconds by kind of event."""
    found: Times = defaultdict(list)
    for kind, chair, mark, at in received:
        written_at = sent.get(("sample" if kind == "board" else kind, chair, mark))
        if written_at is not None:
            found[kind].append((at - written_at) * 1000)
    return found


async def send(port: int, beds: Sequence[tuple[str, str]], seconds: float) -> Sent:
    """Send for so long from each (chair, bed); when each mark was sent, by kind (sample, alarm), chair and mark."""
    sent: Sent = {}
    turns = round(seconds / MESSAGE_EVERY_S)
    offsets = [number * MESSAGE_EVERY_S / len(beds) for number in range(len(beds))]
    await asyncio.gather(*(bedside(port, *bed, turns, offset, sent) for bed, offset in zip(beds, offsets, strict=True)))
    return sent


async def bedside(port: int, chair: str, bed: str, turns: int, offset: float, sent: Sent) -> None:
    """One monitor. Heart and breathing rates together mark the message; now and then the cuff reads far too low."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = time.monotonic() + offset
    run = f"{time.time_ns() % 10**9}"
    for turn in range(turns):
        await asyncio.sleep(max(0.0, began + turn * MESSAGE_EVERY_S - time.monotonic()))
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--viewers", default="1,50,500")
    parser.add_argument("--seconds", type=float, default=40)
    options = parser.parse_args()
    with served() as (place, seats):
        asyncio.run(warmed(place, [*rendered(seats)[1:], *printed(seats)]))
        for count in map(int, options.viewers.split(",")):
            before = os.getloadavg()[0]
            found = measure(place, seats, count, options.seconds)
            print(f"\n{count} pages open, load average {before:.1f} before and {os.getloadavg()[0]:.1f} after")
            for kind, times in sorted(found.items()):
                middle, high = np.quantile(times, (0.5, 0.99))
                print(f"  {kind:14} {len(times):7} times  p50 {middle:7.1f}  p99 {high:7.1f}  max {max(times):7.1f} ms")


if __name__ == "__main__":
    main()
