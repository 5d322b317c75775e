"""Keeps the clinic's two processes running, and ends with them."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from time import monotonic

from ebb.clinic.serve.patience import Patience

log = logging.getLogger(__name__)

GRACE_SECONDS = 4.0
LOOK_EVERY_SECONDS = 0.5
KILLED = (-signal.SIGKILL, -signal.SIGTERM)
"""Ended by another's hand: no fault of its own that would come again, and the ward waits."""


class Supervisor:
    """Starts each command as a process of its own, starts it again when it dies, and stops all on SIGTERM.

    What dies again and again soon after its start is started again after a growing wait; what was killed, at once.

    Each child holds the reading end of a pipe whose writing end only this process has: when this process is killed
    without a word, the children see the pipe close and go too, so that no orphan keeps a port or the database.
    """

    def __init__(self, commands: dict[str, Sequence[str]]) -> None:
        self.commands = commands
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.patience: dict[str, Patience] = {}
        self.due: dict[str, float] = {}
        self.stopping = threading.Event()
        self.lifeline, self.held = os.pipe()

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
        for name in self.commands:
            self.patience[name] = Patience(at)
            self._start(name)

    def look_after(self, *, at: float) -> None:
        """Start again what has died, once its wait is over."""
        for name, child in self.children.items():
            if child.poll() is None:
                continue
            if name not in self.due:
                self.due[name] = at + self._wait_seconds(name, at)
            if self.due[name] <= at:
                del self.due[name]
                self.patience[name].started_at = at
                self._start(name)

    def _wait_seconds(self, name: str, at: float) -> float:
        code, patience = self.children[name].returncode, self.patience[name]
        wait = 0.0 if code in KILLED else patience.wait_seconds(at)
        if wait:
            said = "%s ended with %s, %s times in a row soon after its start; starting it again in %g s"
            log.error(said, name, code, patience.died_young, wait)
        else:
            log.error("%s ended with %s; starting it again", name, code)
        return wait

    def _start(self, name: str) -> None:
        environment = os.environ | {"EBB_LIFELINE": str(self.lifeline)}
        self.children[name] = subprocess.Popen(
            [sys.executable, "-m", "ebb", *self.commands[name]], env=environment, pass_fds=[self.lifeline]
        )

    def _stop(self) -> None:
        deadline = monotonic() + GRACE_SECONDS
        for child in self.children.values():
            child.terminate()
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()


def end_with_supervisor() -> None:
    """In a child: leave as on SIGTERM when the supervisor is gone. Does nothing in a process started by hand."""
    lifeline = os.environ.get("EBB_LIFELINE")
    if lifeline is None:
        return

    def wait() -> None:
        os.read(int(lifeline), 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
