"""Keeps the clinic's two processes running, and ends with them."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from time import monotonic

log = logging.getLogger(__name__)

GRACE_SECONDS = 4.0
RESTART_AFTER_SECONDS = 0.5


class Supervisor:
    """Starts each command as a process of its own, starts it again when it dies, and stops all on SIGTERM.

    Each child holds the reading end of a pipe whose writing end only this process has: when this process is killed
    without a word, the children see the pipe close and go too, so that no orphan keeps a port or the database.
    """

    def __init__(self, commands: dict[str, Sequence[str]]) -> None:
        self.commands = commands
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = threading.Event()
        self.lifeline, self.held = os.pipe()

    def run(self) -> None:
        """Return once every child has ended after a signal."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        for name in self.commands:
            self._start(name)
        while not self.stopping.wait(RESTART_AFTER_SECONDS):
            for name, child in self.children.items():
                if child.poll() is not None:
                    log.error("%s ended with %s; starting it again", name, child.returncode)
                    self._start(name)
        self._stop()

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
