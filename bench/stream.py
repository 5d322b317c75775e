"""From a monitor's message to the event at open pages, while pages and PDFs are rendered.

    python bench/stream.py [--viewers 1,50,500] [--seconds 40]

Starts `ebb web` and `ebb live` on a database of their own (SQLite, or on the server that DATABASE_URL names). Twenty
chairs send once a second; of the pages four in five are of an infusion, the others boards; meanwhile the board and an
infusion's page are asked for ten times a second and a printed record once. Times run from the moment a message is
written to the monitor's line until its event's bytes are at the page. A low pressure makes an alarm at once: that
time covers gateway, watch and stream. Boards get samples in one frame a second by design. Target: 99 of 100 samples
and alarms within 250 ms at 50 pages.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.ingest import clinic
from bench.load import LoadPage, Times, answers, ask, load
from ebb.devices.compose import compose_vitals
from ebb.devices.mllp import frame
from tests.killing.house import House, end, is_free, until
from tests.killing.opening import Seat

CHAIRS = 20
SECONDS_OF_NUMBERS = 40 * 60
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
    with clinic() as place:
        made = json.loads(place.run("bench.fill", "0", str(CHAIRS), str(SECONDS_OF_NUMBERS)))
        seats = [Seat(**seat) for seat in made["seats"]]
        web = place.start("web", "--port", str(place.web_port))
        live = place.start("live", "--mllp-port", str(place.mllp_port))
        try:
            until(lambda: answers(place.web_port) and not is_free(place.mllp_port), "pages and gateway answer")
            yield place, seats
        finally:
            end(live)
            end(web)


@contextmanager
def viewing(place: House, seats: Sequence[Seat], count: int) -> Iterator["Viewers"]:
    viewers = Viewers(place.web_port, [path_of(seats, number) for number in range(count)])
    try:
        yield viewers
    finally:
        viewers.process.kill()
        viewers.process.wait()


def path_of(seats: Sequence[Seat], number: int) -> tuple[str, str]:
    """What the page of this number listens to, and whose it is."""
    seat = seats[number % len(seats)]
    board = number % BOARD_EVERY == BOARD_EVERY - 1
    return ("/stream/board/" if board else f"/stream/infusion/{seat.infusion}/"), seat.session


class Viewers:
    """The process of the open pages."""

    def __init__(self, port: int, pages: Sequence[tuple[str, str]]) -> None:
        call = [sys.executable, str(Path(__file__).parent / "viewers.py"), str(port)]
        self.process = subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.process.stdin.write("".join(f"{path}\t{session}\n" for path, session in pages) + "\n")
        self.process.stdin.flush()
        if self.process.stdout.readline() != "ready\n":
            raise ConnectionError("not every page could open its stream")

    def received(self) -> list[Received]:
        printed_lines, _ = self.process.communicate("\n")
        return [tuple(json.loads(line)) for line in printed_lines.splitlines()]


def measure(place: House, seats: Sequence[Seat], count: int, seconds: float) -> dict[str, Times]:
    with viewing(place, seats, count) as viewers:
        beds = [(seat.chair, seat.bed) for seat in seats]
        sent, pages, pdfs = asyncio.run(everything(place, beds, rendered(seats), printed(seats), seconds))
        received = viewers.received()
    found = latencies(sent, received)
    return {**found, "page rendered": joined(pages), "record.pdf": joined(pdfs)}


async def everything(
    place: House, beds: Sequence[tuple[str, str]], pages: list[LoadPage], papers: list[LoadPage], seconds: float
) -> tuple[Sent, dict[str, Times], dict[str, Times]]:
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


def latencies(sent: Sent, received: Sequence[Received]) -> dict[str, Times]:
    """Milliseconds by kind of event, the lines that were lost left out."""
    found: dict[str, list[float]] = defaultdict(list)
    for kind, chair, mark, at in received:
        written_at = sent.get(("sample" if kind == "board" else kind, chair, mark))
        if written_at is not None:
            found[kind].append((at - written_at) * 1000)
    lost = next(mark for kind, _, mark, _ in received if kind == "lost")
    if lost != "0":
        print(f"{lost} streams were lost")
    return {kind: Times(ms) for kind, ms in found.items()}


def joined(times: dict[str, Times]) -> Times:
    return Times([one for each in times.values() for one in each.ms])


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
                shown = "  ".join(f"p{share * 100:g} {times.quantile(share):7.1f}" for share in (0.5, 0.99))
                print(f"  {kind:14} {len(times.ms):7} times  {shown}  max {max(times.ms):7.1f} ms")


if __name__ == "__main__":
    main()
