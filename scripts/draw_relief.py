"""Draw docs/relief/*.svg: one diary as the model thinks diaries are, and one from each world it was not built for."""

from pathlib import Path

import numpy as np

from ebb.figure import Line
from ebb.relief.diary import Diary, infusions_on
from ebb.relief.drawing import figure_of
from ebb.relief.priors import PUBLISHED
from ebb.relief.result import fit
from ebb.relief.worlds import WEEKLY_SIX, WORLDS, InventedPerson, own

FOLDER = Path(__file__).parents[1] / "docs" / "relief"
SEED = 1
WITHIN = (1.0, 9.0)
DOSES_MG = [35.0] * 6


def files() -> dict[str, str]:
    """Every picture of the folder, by its name."""
    example = own(generator(), PUBLISHED, WEEKLY_SIX, whole_numbers=True, missing=0.1, level_within=WITHIN)
    people = {"own": example, **{name: world(generator(), WEEKLY_SIX) for name, world in WORLDS.items()}}
    return {f"{name}.svg": picture(person) for name, person in people.items()}


def generator() -> np.random.Generator:
    return np.random.default_rng(SEED)


def picture(person: InventedPerson) -> str:
    """The diary with its answers, and the invented truth as a thin line that runs on over the days forecast."""
    days, level = person.day.tolist(), np.round(person.expected, 3).tolist()
    truth = Line("truth, invented", "solid", list(zip(days, level, strict=True)), weight="thin")
    given = infusions_on(person.calendar.infusion_days, DOSES_MG)
    diary = Diary(person.diary.days, person.diary.pain, given)
    return figure_of(fit(diary), also=[truth]).svg("print")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
