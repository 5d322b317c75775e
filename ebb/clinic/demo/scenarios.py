"""What happens to a simulated monitor, told by chair: nothing, a surge, a probe that falls off, a line that drops.

The lengths are chosen for showing [D]: longer than the technical alarm's 15 and 30 seconds, short enough to watch.
"""

from dataclasses import dataclass

from ebb.devices.compose import Dialect

CYCLE_S = 45 * 60
"""A probe falls off and a line drops once in so long, for as long as the demonstration runs."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One chair's monitor: which dialect it speaks and what befalls it.

    probe_off_s and silent_s: seconds of each cycle without an oxygen probe, and without any message. cuff_min: how far
    apart the cuff measures while an infusion is given.
    """

    dialect: Dialect
    surging: bool = False
    probe_off_s: int = 0
    silent_s: int = 0
    cuff_min: int = 5

    def probe_is_off(self, second: float) -> bool:
        return 0 <= second % CYCLE_S - CYCLE_S // 2 < self.probe_off_s

    def is_silent(self, second: float) -> bool:
        return 0 <= second % CYCLE_S - CYCLE_S // 3 < self.silent_s


BY_CHAIR = {
    "1": Scenario(dialect="mdc"),
    "2": Scenario(dialect="mdil", silent_s=40),
    "3": Scenario(dialect="mdc", surging=True, cuff_min=3),
    "4": Scenario(dialect="mdil", probe_off_s=50),
}
SMOOTH = Scenario(dialect="mdc")


def scenario_of(chair_name: str) -> Scenario:
    return BY_CHAIR.get(chair_name, SMOOTH)
