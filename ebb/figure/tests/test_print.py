import re

from ebb.figure.tests.cast import CURVES, EVENTS, INFUSION, showing
from ebb.figure.tests.reading import SVG, parsed, texts
from ebb.figure.theme import PAGE_PAINTS, PRINT_PAINTS


def test_print_stands_alone() -> None:
    svg = INFUSION.svg("print")

    assert "var(" not in svg
    assert "currentColor" not in svg


def test_print_uses_no_hue() -> None:
    colours = set(re.findall(r"#[0-9a-f]{6}", INFUSION.svg("print")))

    assert colours
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours)


def test_print_tells_models_apart_by_dash_and_weight() -> None:
    lines = [
        path for path in parsed(showing(CURVES).svg("print")).iter(f"{SVG}path") if "line " in path.get("class", "")
    ]

    looks = {(path.get("stroke-dasharray"), path.get("stroke-width")) for path in lines}
    assert len(looks) == len(lines)


def test_print_tells_marks_apart_by_shape() -> None:
    shapes = {
        path.get("class"): re.sub(r"[\d.]+ [\d.]+", "", path.get("d", ""), count=1)
        for path in parsed(showing(EVENTS).svg("print")).iter(f"{SVG}path")
        if "mark " in path.get("class", "")
    }

    assert len(set(shapes.values())) == len(shapes) == 2


def test_page_and_print_say_the_same() -> None:
    assert texts(INFUSION.svg("page")) == texts(INFUSION.svg("print"))


def test_every_role_has_a_paint_in_both_themes() -> None:
    assert PAGE_PAINTS.keys() == PRINT_PAINTS.keys()


def luminance(colour: str) -> float:
    shares = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_without_a_token_sheet_lines_can_be_seen_on_light_and_on_dark_ground() -> None:
    """Non-text contrast of 3:1, WCAG 2.2 criterion 1.4.11."""
    dark = luminance("#171e26")
    for role, paint in PAGE_PAINTS.items():
        if role.startswith(("trace-", "model-", "rate", "muted", "accent")):
            own = luminance(paint[-8:-1])
            assert 1.05 / (own + 0.05) >= 3, role
            assert (own + 0.05) / (dark + 0.05) >= 3, role
