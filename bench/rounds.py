"""Work timed in turn, round after round, so that a busy minute of the machine falls on all alike."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass
class Seconds:
    """How long a piece of work took, each round: of the processor in this process, and on the clock."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def cpu_median(self, per: float) -> float:
        return statistics.median(self.cpu) / per

    def summary(self, per: float) -> str:
        """Median and range of the processor's time, and the clock's median; `per` so many seconds."""
        low, high = min(self.cpu) / per, max(self.cpu) / per
        wall = statistics.median(self.wall) / per
        return f"{self.cpu_median(per):.3g} ({low:.3g} to {high:.3g}), on the clock {wall:.3g}"


def in_turn(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Seconds]:
    """Do each piece of work once untimed, then all of them in turn, `rounds` times."""
    for work in works.values():
        work()
    seconds = {name: Seconds() for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            cpu, wall = time.process_time(), time.perf_counter()
            work()
            seconds[name].cpu.append(time.process_time() - cpu)
            seconds[name].wall.append(time.perf_counter() - wall)
    return seconds
