"""From a monitor's message to the event at open pages, while pages and PDFs are rendered.

    python bench/stream.py [--viewers 1,50,500] [--seconds 40]

Starts `ebb web` and `ebb live` on a database of their own (SQLite, or on the server that DATABASE_URL names). Twenty
chairs send once a second; of the pages four in five are of an infusion, the others boards; meanwhile the board and an
infusion's page are asked for ten times a second and a printed record once. Times run from the moment a message is
written to the monitor's line until its event's bytes are at the page. A low pressure makes an alarm at once: that
time covers gateway, watch and stream. Boards hear samples in one frame a second by design. Target: 99 of 100 samples
and alarms within 250 ms at 50 pages.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.bedsides import Sent, send
from bench.load import LoadPage, Times, answers, ask, load
from tests.killing.house import House, end, house, is_free, until
from tests.killing.opening import Seat

CHAIRS = 20
SECONDS_OF_NUMBERS = 40 * 60
PAGES_PER_S = 10
PDFS_PER_S = 1
BOARD_EVERY = 5


@contextmanager
def clinic() -> Iterator[tuple[House, list[Seat]]]:
    with tempfile.TemporaryDirectory(prefix="ebb-bench-") as folder, house(Path(folder)) as place:
        place.run("ebb", "migrate")
        seats = [Seat(**seat) for seat in json.loads(place.run("bench.seated", str(CHAIRS), str(SECONDS_OF_NUMBERS)))]
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

    def heard(self) -> list[tuple[str, str, str, float]]:
        said, _ = self.process.communicate("\n")
        return [tuple(json.loads(line)) for line in said.splitlines()]


def measure(place: House, seats: Sequence[Seat], count: int, seconds: float) -> dict[str, Times]:
    with viewing(place, seats, count) as viewers:
        beds = [(seat.chair, seat.bed) for seat in seats]
        sent, pages, pdfs = asyncio.run(everything(place, beds, rendered(seats), printed(seats), seconds))
        heard = viewers.heard()
    found = latencies(sent, heard)
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


def latencies(sent: Sent, heard: Sequence[tuple[str, str, str, float]]) -> dict[str, Times]:
    """Milliseconds by kind of event, the lines that were lost left out."""
    found: dict[str, list[float]] = defaultdict(list)
    for kind, chair, mark, at in heard:
        written_at = sent.get(("sample" if kind == "board" else kind, chair, mark))
        if written_at is not None:
            found[kind].append((at - written_at) * 1000)
    lost = next(mark for kind, _, mark, _ in heard if kind == "lost")
    if lost != "0":
        print(f"{lost} streams were lost")
    return {kind: Times(ms) for kind, ms in found.items()}


def joined(times: dict[str, Times]) -> Times:
    return Times([one for each in times.values() for one in each.ms])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--viewers", default="1,50,500")
    parser.add_argument("--seconds", type=float, default=40)
    asked = parser.parse_args()
    with clinic() as (place, seats):
        asyncio.run(warmed(place, [*rendered(seats)[1:], *printed(seats)]))
        for count in map(int, asked.viewers.split(",")):
            before = os.getloadavg()[0]
            found = measure(place, seats, count, asked.seconds)
            print(f"\n{count} pages open, load average {before:.1f} before and {os.getloadavg()[0]:.1f} after")
            for kind, times in sorted(found.items()):
                shown = "  ".join(f"p{share * 100:g} {times.quantile(share):7.1f}" for share in (0.5, 0.99))
                print(f"  {kind:14} {len(times.ms):7} times  {shown}  max {max(times.ms):7.1f} ms")


if __name__ == "__main__":
    main()
