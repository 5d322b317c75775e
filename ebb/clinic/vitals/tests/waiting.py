"""Waiting in a test for what another thread does, but not for ever."""

import threading
from collections.abc import Callable
from time import monotonic

LONGEST_SECONDS = 20


def until(condition: Callable[[], object]) -> None:
    """Return once it holds; fail after twenty seconds."""
    give_up_at = monotonic() + LONGEST_SECONDS
    pause = threading.Event()
    while not condition():
        assert monotonic() < give_up_at, "it never came about"
        pause.wait(0.005)
