"""What those who use the clinic were promised while its processes are killed."""

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.killing.house import PATIENCE_SECONDS

TRY_AGAIN_SECONDS = 0.1

Step = Callable[[], None]


class Notes:
    """Filled by several threads; `faults` is what went wrong that no kill excuses."""

    def __init__(self) -> None:
        self.grew = threading.Condition()
        self.acknowledged: list[str] = []
        self.saved: list[str] = []
        self.heard: list[float] = []
        self.opened_after: list[str] = []
        self.faults: list[str] = []

    def add(self, to: list, what: object) -> None:
        with self.grew:
            to.append(what)
            self.grew.notify_all()

    def wait_for(self, condition: Callable[[], bool], what: str, *, seconds: float = PATIENCE_SECONDS) -> None:
        """Return when it holds; fail after the deadline, or as soon as something went wrong."""
        with self.grew:
            held = self.grew.wait_for(lambda: self.faults or condition(), seconds)
        assert not self.faults, self.faults
        assert held, f"{what}: not within {seconds:g} s"

    def wait_for_more(self) -> None:
        """Return once monitor, nurse and page have each gone on from here."""
        before = self._progress()
        self.wait_for(
            lambda: all(now > then for now, then in zip(self._progress(), before, strict=True)),
            f"monitor, nurse and page go on from {before}",
        )

    def is_calm_for(self, seconds: float) -> None:
        """Let them work for so long; fail as soon as something goes wrong."""
        with self.grew:
            self.grew.wait_for(lambda: self.faults, seconds)
        assert not self.faults, self.faults

    def _progress(self) -> tuple[int, int, int]:
        return len(self.acknowledged), len(self.saved), len(self.heard)


@contextmanager
def going_on(notes: Notes, step: Step, *, pause_s: float = 0.0) -> Iterator[None]:
    """Take a step again and again in a thread of its own; one that breaks off is taken again, as any client would."""
    stopping = threading.Event()

    def keep_on() -> None:
        while not stopping.wait(pause_s):
            try:
                step()
            except (OSError, http.client.HTTPException):
                stopping.wait(TRY_AGAIN_SECONDS)
            except Exception as error:
                notes.add(notes.faults, repr(error))
                raise

    thread = threading.Thread(target=keep_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(PATIENCE_SECONDS)
