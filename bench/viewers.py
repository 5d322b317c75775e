"""Open pages that listen to the stream, for `stream.py`: a process of its own, so that it does not wait for the load.

    python bench/viewers.py PORT < viewers

Reads lines `PATH<tab>SESSION` up to an empty one and opens a stream for each; prints `ready` once each has had a
beat; at the next line prints what they received, one JSON list a line: kind, chair, mark, monotonic time, and ends.
"""

import asyncio
import json
import sys
import time

Received = tuple[str, str, str, float]


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


async def watch(port: int, wanted: list[tuple[str, str]]) -> None:
    received: list[Received] = []
    loop = asyncio.get_running_loop()
    viewers = []
    for path, session in wanted:
        _, viewer = await loop.create_connection(lambda p=path, s=session: Viewer(p, s, received), "127.0.0.1", port)
        await viewer.ready
        viewers.append(viewer)
    print("ready", flush=True)
    began = len(received)
    await loop.run_in_executor(None, sys.stdin.readline)
    for one in received[began:]:
        print(json.dumps(one))
    print(json.dumps(["lost", "", str(sum(viewer.over for viewer in viewers)), 0.0]))


def pages_to_open() -> list[tuple[str, str]]:
    lines = iter(sys.stdin.readline, "\n")
    return [tuple(line.rstrip("\n").split("\t")) for line in lines]


if __name__ == "__main__":
    asyncio.run(watch(int(sys.argv[1]), pages_to_open()))
