"""Who the relief bench is asked about: invented people, the same ones whenever they are asked for."""

from collections.abc import Iterator

import numpy as np

from ebb.relief import PUBLISHED, Diary, ReliefResult, fit
from ebb.relief.conjugate import DiaryScores
from ebb.relief.posterior import posterior
from ebb.relief.worlds import ONE_ALONE, WEEKLY_SIX, WORLDS, Calendar, InventedPerson, own

CALENDARS = {"one": ONE_ALONE, "weekly six": WEEKLY_SIX}

EXACT, WHOLE = "own, as drawn", "own, whole scores"
"""The model's own world: scores as drawn, which may leave 0 to 10; and whole ones of people who stay there."""

NAMES = (EXACT, WHOLE, *WORLDS)

ON_THE_SCALE = (0.0, 10.0)


def people(world: str, calendar: Calendar, count: int, seed: int) -> Iterator[InventedPerson]:
    """The first `count` people of a world; a longer call begins with the same ones."""
    rng = np.random.default_rng([seed, NAMES.index(world), len(calendar.infusion_days)])
    for _ in range(count):
        yield person(rng, world, calendar)


def person(rng: np.random.Generator, world: str, calendar: Calendar) -> InventedPerson:
    if world == EXACT:
        return own(rng, PUBLISHED, calendar)
    if world == WHOLE:
        return own(rng, PUBLISHED, calendar, whole_numbers=True, level_within=ON_THE_SCALE)
    return WORLDS[world](rng, calendar)


def read(one: InventedPerson, world: str) -> ReliefResult:
    """What Ebb makes of a person's diary; of scores as drawn, without the door that keeps out what leaves 0 to 10."""
    if world != EXACT:
        return fit(one.diary)
    days, scores = one.known
    infusion_day = one.calendar.infusion_day
    seen = posterior(DiaryScores(days, scores, infusion_day, float(infusion_day[0])), PUBLISHED)
    held = Diary(tuple(days), tuple(np.clip(scores, *ON_THE_SCALE)), one.calendar.infusions)
    return ReliefResult(held, PUBLISHED, seen)


def written(one: InventedPerson) -> dict[int, float]:
    """The whole diary, later days too, as it came; held to 0 to 10."""
    rows = zip(one.day[one.written].astype(int).tolist(), one.score[one.written].tolist(), strict=True)
    return {day: min(max(pain, ON_THE_SCALE[0]), ON_THE_SCALE[1]) for day, pain in rows}
