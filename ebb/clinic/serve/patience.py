"""How soon a process that died is started again: at once, but not for ever at once."""

from dataclasses import dataclass

YOUNG_SECONDS = 10.0
LONGEST_WAIT_SECONDS = 30.0


@dataclass
class Patience:
    """Times are seconds of a clock that only goes forward.

    A process that dies young again and again (no disk, no database) would otherwise take the machine from the rest. It
    is never given up: without it no number comes in and no alarm goes out.
    """

    started_at: float
    died_young: int = 0

    def wait_seconds(self, died_at: float) -> float:
        """How long to wait now that it died: nothing after a first death, then 1 s, 2 s, 4 s … up to half a minute."""
        young = died_at - self.started_at < YOUNG_SECONDS
        self.died_young = self.died_young + 1 if young else 0
        return min(2.0 ** (self.died_young - 2), LONGEST_WAIT_SECONDS) if self.died_young > 1 else 0.0
