"""What is observed and how often: the table of clinical reference 3.2 as data.

Practice behind it: pressure every 10 min during and 15 min after in studies [S22][S23], 15 then 30 min in a ward
guideline [S55], 5 to 15 min in recovery from sedation [S53]. The table itself is a default [D] for each clinic
to sign.
What was observed, and when, is read from the visit and its monitor; the signed start values are the baseline.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from ebb.pathway.events import IvSiteChecked, Scored, VitalsCharted
from ebb.pathway.scales import SCALES
from ebb.pathway.visit_facts import VisitFacts


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """None was not measured. `aldrete_activity` is what the patient could do before (2 moves all limbs)."""

    nibp_sys_mmhg: Decimal | None = None
    nibp_dia_mmhg: Decimal | None = None
    hr_per_min: Decimal | None = None
    rr_per_min: Decimal | None = None
    spo2_percent: Decimal | None = None
    pain: int | None = None
    aldrete_activity: int = 2
    usual_oxygen: bool = False


class ObservationItem(StrEnum):
    """One thing to observe; its value is what the ward calls it."""

    HEART_AND_OXYGEN = "heart rate and oxygen"
    PRESSURE = "blood pressure"
    BREATHING = "breathing rate"
    SEDATION = "sedation and dissociation"
    PAIN = "pain"
    NAUSEA = "nausea"
    IV_SITE = "IV site"


Phase = Literal["first 15 min", "rest of the infusion", "recovery"]

IV_SITE = "iv_site"
# An item is done when each of its parts is; a part is any of these columns or scales.
PARTS: Mapping[ObservationItem, tuple[frozenset[str], ...]] = {
    ObservationItem.HEART_AND_OXYGEN: (frozenset({"hr_per_min", "pulse_per_min"}), frozenset({"spo2_percent"})),
    ObservationItem.PRESSURE: (frozenset({"nibp_sys_mmhg", "abp_sys_mmhg"}),),
    ObservationItem.BREATHING: (frozenset({"rr_per_min"}),),
    ObservationItem.SEDATION: (frozenset({"sedation"}), frozenset({"dissociation"})),
    ObservationItem.PAIN: (frozenset({"pain"}),),
    ObservationItem.NAUSEA: (frozenset({"nausea"}),),
    ObservationItem.IV_SITE: (frozenset({IV_SITE}),),
}
WHILE_GIVING = frozenset({ObservationItem.IV_SITE})  # neither before the start nor in recovery

FIRST_MIN = 15  # [D] length of the first phase
STABLE_MIN = 15  # [D] so long without a change of rate counts as stable, except on a first visit

# "Continuous" cannot be typed: without a connected monitor heart rate and oxygen are charted with the pressure.
EVERY_MIN: Mapping[Phase, Mapping[ObservationItem, Mapping[str, int]]] = {
    "first 15 min": {
        ObservationItem.HEART_AND_OXYGEN: {"A": 5, "B": 5},
        ObservationItem.PRESSURE: {"A": 5, "B": 5},
        ObservationItem.BREATHING: {"A": 5, "B": 5},
        ObservationItem.SEDATION: {"A": 5, "B": 5},
        ObservationItem.PAIN: {"A": 15, "B": 15},
        ObservationItem.NAUSEA: {"A": 15, "B": 15},
        ObservationItem.IV_SITE: {"A": 5, "B": 5},
    },
    "rest of the infusion": {
        ObservationItem.HEART_AND_OXYGEN: {"A": 10, "B": 15, "B not yet stable": 10},
        ObservationItem.PRESSURE: {"A": 10, "B": 15, "B not yet stable": 10},
        ObservationItem.BREATHING: {"A": 10, "B": 15, "B not yet stable": 10},
        ObservationItem.SEDATION: {"A": 10, "B": 15, "B not yet stable": 10},
        ObservationItem.PAIN: {"A": 15, "B": 30},
        ObservationItem.NAUSEA: {"A": 15, "B": 30},
        ObservationItem.IV_SITE: {"A": 10, "B": 15, "B not yet stable": 10},
    },
    "recovery": {
        ObservationItem.HEART_AND_OXYGEN: {"A": 15, "B": 15},
        ObservationItem.PRESSURE: {"A": 15, "B": 15},
        ObservationItem.BREATHING: {"A": 15, "B": 15},
        ObservationItem.SEDATION: {"A": 15, "B": 15},
        ObservationItem.PAIN: {"A": 30, "B": 30},
        ObservationItem.NAUSEA: {"A": 30, "B": 30},
    },
}

# Minutes after any change of rate.
AFTER_CHANGE_MIN: Mapping[ObservationItem, tuple[int, ...]] = {
    ObservationItem.PRESSURE: (5, 10),
    ObservationItem.BREATHING: (5,),
    ObservationItem.SEDATION: (5,),
}

# Before the start everything once, the pressure twice and so far apart.
BASELINE_APART_MIN = 5

SOON_MIN = 3  # [D] shown so long before it is due
REMINDER_MIN = 2  # [D] due and so much more is overdue
EARLY_MIN = 1  # [D] an observation so early still serves
LIVE_MIN = 2  # [D] oxygen or carbon dioxide seen so recently counts as live


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
        self._times[IV_SITE] = [checked.at for checked in facts.all_of(IvSiteChecked)]
        for times in self._times.values():
            times.sort()
        for scored in facts.all_of(Scored):
            if self._counts(scored):
                self._times[scored.scale].append(scored.at)

    def last(self, item: ObservationItem, at: datetime) -> datetime | None:
        """The latest moment, by `at`, by which every part of the item had been observed; None while one is missing."""
        lasts = []
        for part in PARTS[item]:
            seen = [last for name in part if (last := self._last(name, at))]
            if not seen:
                return None
            lasts.append(max(seen))
        return min(lasts)

    def first(self, item: ObservationItem, since: datetime, at: datetime) -> datetime | None:
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
