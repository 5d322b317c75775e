"""An open load over HTTP: requests start when they are due, whether or not earlier ones were answered."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle


@dataclass(frozen=True)
class LoadPage:
    """A page to ask for, as whom."""

    name: str
    path: str
    session: str = ""


@dataclass(frozen=True)
class Times:
    """Milliseconds from when a request was due until its answer was complete."""

    ms: Sequence[float]

    def quantile(self, share: float) -> float:
        ordered = sorted(self.ms)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


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


async def load(port: int, pages: Sequence[LoadPage], *, per_s: float, seconds: float) -> dict[str, Times]:
    """Ask for the pages in turn for so long; the times of each."""
    found: dict[str, list[float]] = defaultdict(list)
    began = time.perf_counter()

    async def one(page: LoadPage, due: float) -> None:
        await asyncio.sleep(max(0.0, began + due - time.perf_counter()))
        await ask(port, page)
        found[page.name].append((time.perf_counter() - began - due) * 1000)

    turns = zip(cycle(pages), range(int(per_s * seconds)), strict=False)
    await asyncio.gather(*(one(page, turn / per_s) for page, turn in turns))
    return {page.name: Times(found[page.name]) for page in pages}
