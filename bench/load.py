"""A clinic to measure, and an open load over HTTP: requests start when due, whether or not others were answered."""

import asyncio
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from tests.killing.house import House, end, house, until
from tests.killing.opening import Seat

SECONDS_OF_NUMBERS = 40 * 60

Times = dict[str, list[float]]
"""By name of a page, milliseconds from when each request was due until its answer was complete."""


@dataclass(frozen=True)
class LoadPage:
    """A page to ask for, as whom, and how many queries it takes once its process is warm."""

    name: str
    path: str
    session: str = ""
    queries: int = 0


@contextmanager
def clinic() -> Iterator[House]:
    """A migrated database and a home: SQLite, or on the server that DATABASE_URL names."""
    with tempfile.TemporaryDirectory(prefix="ebb-bench-") as folder, house(Path(folder)) as place:
        place.run("ebb", "migrate")
        yield place


@contextmanager
def filled_clinic(patients: int, chairs: int) -> Iterator[tuple[House, list[Seat], list[LoadPage]]]:
    """A clinic that serves its pages, who sits where, and its main pages, as `bench.fill` made them."""
    with clinic() as place:
        made = json.loads(place.run("bench.fill", str(patients), str(chairs), str(SECONDS_OF_NUMBERS)))
        web = place.start("web", "--port", str(place.web_port))
        try:
            until(lambda: answers(place.web_port), "the pages answer")
            yield place, [Seat(**seat) for seat in made["seats"]], [LoadPage(**page) for page in made["pages"]]
        finally:
            end(web)


class Unexpected(Exception):
    """A page that did not answer 200."""


async def ask(port: int, page: LoadPage) -> int:
    """Fetch the page on a connection of its own; its length. Raises Unexpected."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    cookie = f"Cookie: sessionid={page.session}\r\n" if page.session else ""
    writer.write(f"GET {page.path} HTTP/1.1\r\nHost: localhost\r\n{cookie}Connection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    status = answer.split(b" ", 2)[1]
    if status != b"200":
        raise Unexpected(f"{page.name} answered {status.decode()}")
    return len(answer)


def answers(port: int) -> bool:
    """Whether the pages can be asked for yet."""
    try:
        return bool(asyncio.run(ask(port, LoadPage("health", "/healthz"))))
    except OSError:
        return False


async def load(port: int, pages: Sequence[LoadPage], *, per_s: float, seconds: float) -> Times:
    """Ask for the pages in turn for so long; how long each took to be answered."""
    found: Times = defaultdict(list)
    began = time.perf_counter()

    async def one(page: LoadPage, due: float) -> None:
        await asyncio.sleep(max(0.0, began + due - time.perf_counter()))
        await ask(port, page)
        found[page.name].append((time.perf_counter() - began - due) * 1000)

    turns = zip(cycle(pages), range(int(per_s * seconds)), strict=False)
    await asyncio.gather(*(one(page, turn / per_s) for page, turn in turns))
    return found
