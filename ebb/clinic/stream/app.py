"""The live stream as a bare ASGI route: server-sent events for the board and for each infusion."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from django.db import close_old_connections

from ebb.clinic.log.position import LogPosition
from ebb.clinic.stream.access import Channel, channel_for
from ebb.clinic.stream.feed import Feed, Listener
from ebb.clinic.stream.frames import beat, missed

CHECK_SECONDS = 10
HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]

Receive = Callable[[], Awaitable[dict[str, object]]]
Send = Callable[[dict[str, object]], Awaitable[None]]

_feeds: dict[asyncio.AbstractEventLoop, Feed] = {}


def feed() -> Feed:
    """The feed of this process's event loop."""
    return _feeds.setdefault(asyncio.get_running_loop(), Feed())


async def stream(scope: dict, receive: Receive, send: Send) -> None:
    """Answer one page until it leaves, falls behind, or may no longer listen.

    Only the last gets an event that says so. A page that fell behind finds its connection ended, and comes back for
    what it missed.
    """
    headers = dict(scope["headers"])
    cookies = headers.get(b"cookie", b"").decode("latin-1")
    channel = await asyncio.to_thread(_channel, scope["path"], cookies)
    if channel is None:
        await _refuse(send)
        return
    since = LogPosition.parse(headers.get(b"last-event-id", b"").decode("latin-1")) or _position_in_query(scope)
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    _, watching, _ = tasks = [
        asyncio.create_task(work)
        for work in (
            _send_events(channel, since, send),
            _watch_access(scope["path"], cookies, channel),
            _wait_for_disconnect(receive),
        )
    ]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        over = b"event: closed\ndata: {}\n\n" if watching.done() else b""
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    with suppress(OSError):
        await send({"type": "http.response.body", "body": over})


async def _send_events(channel: Channel, since: LogPosition | None, send: Send) -> None:
    """Send what was missed and then what comes, for as long as the page keeps up."""
    source = feed()
    await source.start()
    listener = Listener(channel)
    source.listeners.add(listener)
    now = source.position
    try:
        await _send(send, b"retry: 1000\n" + beat(time.time()) + source.heartbeats.event())
        if since is not None and since != now:
            for frame in await asyncio.to_thread(missed, channel, since, now):
                await _send(send, frame.encode())
        await _send(send, beat(time.time(), now))
        while (encoded := await listener.waiting.get()) is not None:
            await _send(send, encoded)
    finally:
        source.listeners.discard(listener)


async def _watch_access(path: str, cookies: str, channel: Channel) -> None:
    """Return as soon as the session, role, site or chair that opened this channel no longer holds."""
    while True:
        await asyncio.sleep(CHECK_SECONDS)
        if await asyncio.to_thread(_channel, path, cookies) != channel:
            return


async def _wait_for_disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _refuse(send: Send) -> None:
    """To a stranger nothing is here. 204 also keeps a browser from asking again and again."""
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def _channel(path: str, cookies: str) -> Channel | None:
    close_old_connections()
    return channel_for(path, cookies)


def _position_in_query(scope: dict) -> LogPosition | None:
    """A page that opens for the first time names the position up to which the server drew it: `?after=1.2.3`."""
    query = scope.get("query_string", b"").decode("latin-1")
    return LogPosition.parse(query.removeprefix("after=")) if query.startswith("after=") else None
