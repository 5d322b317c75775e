"""What a diary of pain asks of the figure: two bands, hundreds of days, infusions known and planned."""

import re
from xml.etree import ElementTree

import pytest

from ebb.figure import Bar, Bars, Curves, DaysAxis, Dots, Figure, Line, Panel
from ebb.figure.tests.reading import SVG, boxes, collisions, parsed, path_pieces, texts

DAYS = [float(day) for day in range(30)]
LEVEL = Line(
    "level",
    "solid",
    [(day, 5.0) for day in DAYS],
    band=[(day, 3.0, 7.0) for day in DAYS],
    inner_band=[(day, 4.0, 6.0) for day in DAYS],
    band_name="50 and 95 %",
)


def drawn(*panels: Panel, width: int = 960, days: float = 30.0) -> str:
    return Figure("Diary", "", DaysAxis(0, days), panels, width=width).svg()


def paths(svg: str, class_: str) -> list[ElementTree.Element]:
    return [path for path in parsed(svg).iter(f"{SVG}path") if (path.get("class") or "").startswith(class_)]


def height(svg: str) -> float:
    return float(parsed(svg).get("height", "0"))


def test_an_inner_band_lies_within_the_outer_and_is_in_the_table() -> None:
    figure = Figure("Diary", "", DaysAxis(0, 30), [Curves("Pain", "", [LEVEL], high=10)])

    outer, inner = (path_pieces(path.get("d", "").rstrip("Z"))[0] for path in paths(figure.svg(), "band"))

    assert min(y for _, y in outer) < min(y for _, y in inner) < max(y for _, y in inner) < max(y for _, y in outer)
    told = {row.name: row.value for row in figure.rows()}
    assert (told["level, band from"], told["level, inner, band from"]) == ("3", "4")


def test_a_tall_panel_grows_with_the_page_within_bounds() -> None:
    usual, tall = Curves("Pain", "", [LEVEL], high=10), Curves("Pain", "", [LEVEL], high=10, is_tall=True)

    more = [height(drawn(tall, width=width)) - height(drawn(usual, width=width)) for width in (960, 1200, 1440, 2000)]

    assert 60 <= more[0] < more[1] < more[2] == more[3]
    assert {"0", "2", "4", "6", "8", "10"} <= set(texts(drawn(tall)))


def test_dots_shrink_where_they_stand_close_and_lines_lie_over_them() -> None:
    few, many = (Dots("score", [(30.0 * n / count, float(n % 11)) for n in range(count)]) for count in (20, 600))

    svgs = [drawn(Curves("Pain", "", [LEVEL], [dots]), width=390) for dots in (few, many)]

    assert [paths(svg, "dots")[0].get("stroke-width") for svg in svgs] == ["4.2", "2"]
    assert all(svg.index('class="dots"') < svg.index('class="line') for svg in svgs)


def test_a_line_that_is_all_forecast_is_so_in_the_legend_too() -> None:
    forecast = Line("forecast", "solid", [(20.0, 5.0), (25.0, 5.0)], future_from=19.0)

    svg = drawn(Curves("Pain", "", [LEVEL, forecast]))

    dashes = [path.get("stroke-dasharray") for path in paths(svg, "line solid main")]
    assert svg.count(f'stroke-dasharray="{dashes[1]}"') == 2
    assert dashes[0] is None


def test_a_planned_bar_is_dotted_and_said_to_be_planned() -> None:
    figure = Figure("Diary", "", DaysAxis(0, 30), [Bars("Infusions", "mg", [Bar(2, 35.0), Bar(9, 40.0, planned=True)])])

    given, planned = paths(figure.svg(), "bar")

    assert (given.get("stroke-dasharray"), planned.get("stroke-dasharray")) == (None, "0.1 5.0")
    assert [row.value for row in figure.rows()] == ["35 mg", "40 mg, planned"]


def test_an_unknown_amount_is_a_short_bar_with_a_question_mark() -> None:
    panel = Bars("Infusions", "mg", [Bar(2, 35.0), Bar(9, None), Bar(16, None, planned=True)])
    figure = Figure("Diary", "", DaysAxis(0, 30), [panel])

    tops = [float(re.findall(r"V([\d.]+)", path.get("d", ""))[0]) for path in paths(figure.svg(), "bar")]

    assert tops[0] < tops[1] == tops[2]
    assert texts(figure.svg()).count("?") == 2
    assert [row.value for row in figure.rows()] == ["35 mg", "amount not known", "amount not known, planned"]


def test_where_no_amount_is_known_bars_are_alike_and_nothing_is_written() -> None:
    known, unknown = (drawn(Bars("Infusions", "mg", [Bar(day, mg) for day in (2, 9)])) for mg in (35.0, None))

    assert "?" not in texts(unknown)
    assert height(unknown) < height(known)
    assert len({path.get("d", "").split(" ", 1)[1] for path in paths(unknown, "bar")}) == 1


@pytest.mark.parametrize("width", [280, 390, 960])
def test_no_label_is_crossed_by_a_taller_bar(width: int) -> None:
    svg = drawn(Bars("Infusions", "mg", [Bar(6.0 * n, 35.0 + 5 * (n % 3)) for n in range(60)]), width=width, days=360)

    bars = [path_pieces(path.get("d", "").replace("V", " 0 "))[0] for path in paths(svg, "bar")]
    labels = [box for box in boxes(svg) if box.said in ("35", "45") or (box.said == "40" and box.left > 60)]
    assert labels
    assert collisions(svg) == []
    for label in labels:
        assert not any(label.left <= bar[0][0] <= label.right and bar[1][1] < label.bottom for bar in bars)
