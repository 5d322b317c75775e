"""How long one diary takes: fitted alone, and with every answer."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from bench.relief_people import ON_THE_SCALE
from bench.rounds import in_turn
from ebb.relief import PUBLISHED, Diary, Spread, fit, report
from ebb.relief.conjugate import FINE, WIDE
from ebb.relief.worlds import Calendar, own

MS = 1e-3
WEEKLY = tuple(7.0 * week for week in range(60))

DIARIES = {
    "90 days, 6 infusions": Calendar(WEEKLY[:6], known_days=40),
    "400 days, 6 infusions": Calendar(WEEKLY[:6], known_days=350),
    "90 days, 1 infusion": Calendar(WEEKLY[:1], known_days=75),
    "471 days, 60 infusions": Calendar(WEEKLY, known_days=43),
}


def times(rounds: int, seed: int) -> None:
    wide, fine = (int(np.prod(points)) for points in (WIDE, FINE))
    print(f"\nOne diary, {wide:,} points of the grid to find where and {fine:,} to say what, ms:")
    works: dict[str, Callable[[], object]] = {}
    for name, diary in diaries(seed).items():
        works[f"{name}: fit"] = lambda diary=diary: fit(diary)
        works[f"{name}: fit and every answer"] = lambda diary=diary: report(fit(diary))
    for name, seconds in in_turn(works, rounds).items():
        print(f"  {name}: {seconds.summary(MS)}")


def diaries(seed: int) -> dict[str, Diary]:
    """Whole scores of people like the published ones who stay on the scale; the first also with a share at its ends."""
    rng = np.random.default_rng(seed)
    found = {}
    for name, calendar in DIARIES.items():
        diary = _without_ends(rng, calendar)
        found[f"{name}, none at the ends"] = diary
        if name == next(iter(DIARIES)):
            lower = tuple(max(pain - min(diary.pain) - 1.0, ON_THE_SCALE[0]) for pain in diary.pain)
            at_end = sum(pain == ON_THE_SCALE[0] for pain in lower)
            found[f"{name}, {at_end} scores of 0"] = Diary(diary.days, lower, diary.infusions)
    return found


def _without_ends(rng: np.random.Generator, calendar: Calendar) -> Diary:
    mild = replace(PUBLISHED, drift_sd=0.1, relief=Spread(0.5, 0.3), visit_sd=0.1)
    while True:
        diary = own(rng, mild, calendar, whole_numbers=True, level_within=(2.5, 7.5)).diary
        if min(diary.pain) > ON_THE_SCALE[0] and max(diary.pain) < ON_THE_SCALE[1]:
            return diary
