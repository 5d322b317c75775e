"""A page that listens, without a browser: it calls the ASGI route as a server would."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import orjson
from django.test import Client

from ebb.clinic.stream.app import stream

PATIENCE_SECONDS = 5


class Page:
    """What one page was sent so far."""

    def __init__(self) -> None:
        self.status = 0
        self.text = b""
        self.over = False
        self.grew = asyncio.Event()

    async def take(self, message: dict) -> None:
        self.status = message.get("status", self.status)
        self.text += message.get("body", b"")
        self.over = message["type"] == "http.response.body" and not message.get("more_body", False)
        self.grew.set()

    def heard(self, name: str) -> list[object]:
        """The data of every event of this name."""
        return [orjson.loads(event[b"data"]) for event in self._events() if event.get(b"event") == name.encode()]

    def ids(self, name: str) -> list[str]:
        """The id of every event of this name."""
        return [
            event[b"id"].decode() for event in self._events() if b"id" in event and event[b"event"] == name.encode()
        ]

    def _events(self) -> list[dict[bytes, bytes]]:
        blocks = [block.split(b"\n") for block in self.text.split(b"\n\n")]
        return [dict(line.split(b": ", 1) for line in block if b": " in line) for block in blocks]

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                self.grew.clear()
                await self.grew.wait()


@asynccontextmanager
async def listening(client: Client, path: str, *, last_id: str = "") -> AsyncIterator[Page]:
    page = Page()
    leave = asyncio.Event()
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    headers = [(b"cookie", cookies.encode())]
    if last_id:
        headers.append((b"last-event-id", last_id.encode()))

    async def receive() -> dict:
        await leave.wait()
        return {"type": "http.disconnect"}

    scope = {"type": "http", "path": path, "headers": headers, "query_string": b""}
    answering = asyncio.create_task(stream(scope, receive, page.take))
    try:
        await page.until(lambda: page.status)
        yield page
    finally:
        leave.set()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(answering, PATIENCE_SECONDS)


def in_loop(scenario: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(scenario())
