from dataclasses import replace

import pytest

from ebb.figure import (
    Bar,
    Bars,
    Curves,
    Dots,
    FigureError,
    Gap,
    Line,
    Mark,
    Marks,
    Panel,
    ScoreRow,
    Scores,
    Steps,
    StepSegment,
    Trace,
    Traces,
)
from ebb.figure.tests.cast import HEART, INFUSION, at, showing
from ebb.figure.tests.reading import SVG, parsed, texts

NASTY = '"><script>alert(1)</script> & \x00'


def everything_nasty() -> str:
    panels: list[Panel] = [
        Steps(NASTY, NASTY, [StepSegment(at(0), at(10), 1, label=NASTY)]),
        Curves(NASTY, NASTY, [Line(NASTY, "solid", [(at(0), 1.0)])], [Dots(NASTY, [(at(1), 1.0)])]),
        Bars(NASTY, NASTY, [Bar(at(0), 1)]),
        Traces(NASTY, [replace(HEART, name=NASTY, unit=NASTY)], [Gap(at(21), at(24), NASTY)]),
        Scores(NASTY, [ScoreRow(NASTY, NASTY, [(at(0), NASTY, True)])]),
        Marks(NASTY, [Mark(at(0), NASTY)] * 2),
    ]
    return replace(INFUSION, title=NASTY, description=NASTY, panels=panels).svg()


def test_what_people_wrote_never_becomes_markup() -> None:
    svg = everything_nasty()

    assert "<script" not in svg
    assert {element.tag.removeprefix(SVG) for element in parsed(svg).iter()}.isdisjoint({"script", "foreignObject"})
    assert any("alert(1)" in said for said in texts(svg))


def test_it_answers_to_its_title_and_description() -> None:
    root = parsed(INFUSION.svg(id="chair-3"))

    names = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert root.get("role") == "img"
    assert [names[part] for part in root.get("aria-labelledby", "").split()] == [INFUSION.title, INFUSION.description]


def test_two_figures_on_one_page_share_no_id() -> None:
    ids = [[e.get("id") for e in parsed(INFUSION.svg(id=name)).iter() if e.get("id")] for name in ("a", "b")]

    assert len(ids[0]) == len(set(ids[0]))
    assert set(ids[0]).isdisjoint(ids[1])


@pytest.mark.parametrize("id", ["", "3", "a b", 'a"', "a)"])
def test_it_refuses_an_id_the_page_cannot_carry(id: str) -> None:
    with pytest.raises(FigureError, match="an id is"):
        INFUSION.svg(id=id)


@pytest.mark.parametrize("key", ["", "HR", 'hr" onload="x'])
def test_it_refuses_a_key_that_is_no_column(key: str) -> None:
    with pytest.raises(FigureError, match="column name"):
        showing(Traces("Monitor", [Trace(key, "HR", "/min")])).svg()


def test_it_brings_no_style_or_script_that_a_strict_page_would_block() -> None:
    svg = INFUSION.svg()

    assert "style=" not in svg
    assert "<style" not in svg
    assert " on" not in svg.replace(" one", "")
