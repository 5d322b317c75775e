"""What scripts drew into the documentation is what they would draw today."""

import re
from pathlib import Path

from scripts import draw_infusion, draw_models, draw_relief, draw_states

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def test_the_states_are_drawn_from_the_table():
    assert draw_states.diagram() in draw_states.FILE.read_text()


def test_the_picture_is_what_the_figure_draws():
    kept, drawn = draw_infusion.FILE.read_text().strip(), draw_infusion.infusion().svg("print")

    assert_alike(kept, drawn)


def test_the_models_cards_and_curves_are_what_the_models_say():
    for name, drawn in draw_models.files().items():
        assert_alike((draw_models.FOLDER / name).read_text(), drawn)


def test_the_diaries_are_what_relief_draws():
    for name, drawn in draw_relief.files().items():
        assert_alike((draw_relief.FOLDER / name).read_text(encoding="utf-8"), drawn)


def test_pictures_are_small():
    for picture in (draw_infusion.FILE, *draw_relief.FOLDER.glob("*.svg")):
        assert Path(picture).stat().st_size < 60_000


def assert_alike(kept: str, drawn: str) -> None:
    """The same but for the last digit, which may differ between machines."""
    assert NUMBER.sub("0", kept) == NUMBER.sub("0", drawn)
    assert all(abs(a - b) <= 0.2 for a, b in zip(numbers(kept), numbers(drawn), strict=True))


def numbers(svg: str) -> list[float]:
    return [float(number) for number in NUMBER.findall(svg)]
