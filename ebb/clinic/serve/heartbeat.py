"""What a child of the supervisor writes each second, for as long as all its works go on."""

import os
from contextlib import suppress
from time import monotonic

SLOWEST_WORK_SECONDS = 30.0
"""A work that waits for a busy database comes round again within 20 s; one that does not hangs."""


class Heartbeat:
    """Beats while each of `works` came round lately: call `came_round` from each, `beat` once a second.

    Does nothing in a process started by hand, which no supervisor listens to.
    """

    def __init__(self, *works: str) -> None:
        listening = os.environ.get("EBB_HEARTBEATS")
        self._pipe = None if listening is None else int(listening)
        self._came_round_at = dict.fromkeys(works, monotonic())

    def came_round(self, work: str) -> None:
        self._came_round_at[work] = monotonic()

    def beat(self) -> None:
        now = monotonic()
        if self._pipe is None or any(now - at > SLOWEST_WORK_SECONDS for at in self._came_round_at.values()):
            return
        # Full while the supervisor stands still itself; broken when it is gone, and then `end_with_supervisor` acts.
        with suppress(BlockingIOError, BrokenPipeError):
            os.write(self._pipe, b".")
