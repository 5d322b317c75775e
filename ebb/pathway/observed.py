"""When each thing was observed: typed at the chair, scored, or seen by a connected monitor."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from ebb.pathway.events import Scored, VitalsCharted
from ebb.pathway.observations import LIVE_MIN, PARTS, Item
from ebb.pathway.scales import SCALES
from ebb.pathway.visit_facts import VisitFacts

Samples = Iterable[tuple[datetime, str]]

CHARTED = ("hr_per_min", "spo2_percent", "rr_per_min", "nibp_sys_mmhg")
LIVE = ("spo2_percent", "etco2_mmhg")


class Observed:
    """The times at which each column or scale was observed.

    A sedation or dissociation entry without a score ("resting, breathing seen, not disturbed") counts only while
    oxygen or carbon dioxide was live (clinical reference 3.2, [D]). Pain and nausea not asked are an answer.
    """

    def __init__(self, facts: VisitFacts, samples: Samples) -> None:
        self._times: dict[str, list[datetime]] = defaultdict(list)
        for at, column in samples:
            self._times[column].append(at)
        for charted in facts.all_of(VitalsCharted):
            for column in CHARTED:
                if getattr(charted, column) is not None:
                    self._times[column].append(charted.at)
        for times in self._times.values():
            times.sort()
        for scored in facts.all_of(Scored):
            if self._counts(scored):
                self._times[scored.scale].append(scored.at)

    def last(self, item: Item, at: datetime) -> datetime | None:
        """The latest moment, by `at`, by which every part of the item had been observed; None while one is missing."""
        lasts = []
        for part in PARTS[item]:
            seen = [last for name in part if (last := self._last(name, at))]
            if not seen:
                return None
            lasts.append(max(seen))
        return min(lasts)

    def first(self, item: Item, since: datetime, at: datetime) -> datetime | None:
        """The first moment from `since` on, by `at`, at which every part of the item had been observed."""
        firsts = []
        for part in PARTS[item]:
            seen = [first for name in part if (first := self._first(name, since)) and first <= at]
            if not seen:
                return None
            firsts.append(min(seen))
        return max(firsts)

    def _counts(self, score: Scored) -> bool:
        if score.score is not None or not SCALES[score.scale].seen_by_nurse:
            return True
        live = [last for column in LIVE if (last := self._last(column, score.at))]
        return any(score.at - last <= timedelta(minutes=LIVE_MIN) for last in live)

    def _last(self, name: str, at: datetime) -> datetime | None:
        times = self._times.get(name, [])
        place = bisect_right(times, at)
        return times[place - 1] if place else None

    def _first(self, name: str, since: datetime) -> datetime | None:
        times = self._times.get(name, [])
        place = bisect_left(times, since)
        return times[place] if place < len(times) else None
