"""Keeps the clinic's two processes running, and ends with them."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

log = logging.getLogger(__name__)

GRACE_SECONDS = 4.0
LOOK_EVERY_SECONDS = 0.5
YOUNG_SECONDS = 10.0
LONGEST_WAIT_SECONDS = 30.0

HUNG_AFTER_SECONDS = 10.0
"""Without a heartbeat for so long a process that had one hangs: it is ended, and so started again."""

KILLED = (-signal.SIGKILL, -signal.SIGTERM)
"""Ended from outside: no fault of its own that would come again, and the clinic waits."""


@dataclass
class Child:
    """One process that is kept running. Times are seconds of a clock that only goes forward.

    `heartbeats` is the reading end of a pipe it writes to each second; `beat_at` None until it first does.
    """

    process: subprocess.Popen[bytes]
    heartbeats: int
    started_at: float
    beat_at: float | None = None
    died_young: int = 0
    due_at: float | None = None

    def hangs(self, at: float) -> bool:
        """Whether it has shown no heartbeat for too long. One that never has any is not judged."""
        with suppress(BlockingIOError):
            while os.read(self.heartbeats, 4096):
                self.beat_at = at
        return self.beat_at is not None and at - self.beat_at > HUNG_AFTER_SECONDS

    def wait_seconds(self, died_at: float) -> float:
        """How long to wait now that it died: nothing after a first death, then 1 s, 2 s, 4 s … up to half a minute.

        A process that dies young again and again (no disk, no database) would otherwise take the machine from the
        rest. It is never given up: without it no number comes in and no alarm goes out. What was killed waits for
        nothing.
        """
        if self.process.returncode in KILLED:
            return 0.0
        self.died_young = self.died_young + 1 if died_at - self.started_at < YOUNG_SECONDS else 0
        return min(2.0 ** (self.died_young - 2), LONGEST_WAIT_SECONDS) if self.died_young > 1 else 0.0


class Supervisor:
    """Starts each command as a process of its own, starts it again when it dies or hangs, and stops all on SIGTERM.

    Each child holds the reading end of a pipe whose writing end only this process has: when this process is killed
    without a word, the children see the pipe close and go too, so that no orphan keeps a port or the database.
    """

    def __init__(self, commands: dict[str, Sequence[str]]) -> None:
        self.commands = commands
        self.children: dict[str, Child] = {}
        self.stopping = threading.Event()
        self.lifeline, self.writing_end = os.pipe()

    def run(self) -> None:
        """Return once every child has ended after a signal."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        self.start(at=monotonic())
        while not self.stopping.wait(LOOK_EVERY_SECONDS):
            self.look_after(at=monotonic())
        self._stop()

    def start(self, *, at: float) -> None:
        """Start every process; `at` is the clock that `look_after` goes on with."""
        self.children = {name: Child(*self._started(name), at) for name in self.commands}

    def look_after(self, *, at: float) -> None:
        """End what hangs; start again what has died, once its wait is over."""
        for name, child in self.children.items():
            if child.process.poll() is None:
                if child.hangs(at):
                    log.error("%s hangs: no heartbeat for %.0f s; ending it", name, at - child.beat_at)
                    # A process that stands still takes no other signal. AA was said only for what is stored.
                    child.process.kill()
                continue
            if child.due_at is None:
                wait = child.wait_seconds(at)
                child.due_at = at + wait
                _log_death(name, child, wait)
            if child.due_at <= at:
                os.close(child.heartbeats)
                child.process, child.heartbeats = self._started(name)
                child.started_at, child.beat_at, child.due_at = at, None, None

    def _started(self, name: str) -> "tuple[subprocess.Popen[bytes], int]":
        """The process, and where its heartbeats are read."""
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        environment = os.environ | {"EBB_LIFELINE": str(self.lifeline), "EBB_HEARTBEATS": str(writing)}
        process = subprocess.Popen(
            [sys.executable, "-m", "ebb", *self.commands[name]], env=environment, pass_fds=[self.lifeline, writing]
        )
        os.close(writing)
        return process, reading

    def _stop(self) -> None:
        deadline = monotonic() + GRACE_SECONDS
        for child in self.children.values():
            child.process.terminate()
        for child in self.children.values():
            try:
                child.process.wait(max(0.1, deadline - monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()


def _log_death(name: str, child: Child, wait: float) -> None:
    if wait:
        message = "%s ended with %s, %s times in a row soon after its start; starting it again in %g s"
        log.error(message, name, child.process.returncode, child.died_young, wait)
    else:
        log.error("%s ended with %s; starting it again", name, child.process.returncode)


def end_with_supervisor() -> None:
    """In a child: leave as on SIGTERM when the supervisor is gone. Does nothing in a process started by hand."""
    lifeline = os.environ.get("EBB_LIFELINE")
    if lifeline is None:
        return

    def wait() -> None:
        os.read(int(lifeline), 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
