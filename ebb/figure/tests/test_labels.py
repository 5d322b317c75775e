from dataclasses import replace
from datetime import UTC
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ebb.figure import ClockAxis, Figure, Gap, Mark, Marks, Panel, Pressure, Pressures, Steps, StepSegment, Traces
from ebb.figure.places import spread
from ebb.figure.tests.cast import CURVES, HEART, INFUSION, SATURATION, at, showing
from ebb.figure.tests.reading import boxes, collisions

WIDTHS = [960, 820, 640, 380]
KINDS = st.sampled_from(["event", "note", "alarm-high", "alarm-medium", "alarm-low"])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40)
MINUTES = st.floats(-10, 120).map(lambda minutes: round(minutes, 1))


@pytest.mark.parametrize("width", WIDTHS)
def test_no_label_of_the_infusion_lies_over_another(width: int) -> None:
    svg = replace(INFUSION, width=width).svg()

    assert collisions(svg) == []


@settings(deadline=None, max_examples=60)
@given(st.lists(st.builds(Mark, MINUTES.map(at), WORDS, KINDS), max_size=60), st.sampled_from(WIDTHS))
def test_marks_however_many_never_touch(marks: list[Mark], width: int) -> None:
    svg = replace(showing(Marks("Events", marks)), width=width).svg()

    assert collisions(svg) == []
    assert all(box.right <= width + 1 for box in boxes(svg))


@settings(deadline=None, max_examples=60)
@given(st.lists(MINUTES, min_size=2, max_size=16, unique=True), st.sampled_from(WIDTHS))
def test_rates_however_often_changed_never_touch(minutes: list[float], width: int) -> None:
    times = sorted(minutes)
    segments = [StepSegment(at(a), at(b), n % 3 * 22.25) for n, (a, b) in enumerate(pairwise(times))]

    svg = replace(showing(Steps("Rate", "mL/h", segments)), width=width).svg()

    assert collisions(svg) == []


@settings(deadline=None, max_examples=60)
@given(st.lists(MINUTES, max_size=8), st.sampled_from(WIDTHS), MINUTES)
def test_names_of_gaps_and_last_values_never_touch(minutes: list[float], width: int, now: float) -> None:
    gaps = [Gap(at(minute), at(minute + 3), f"monitor lost, {minute} min") for minute in minutes]
    readings = [Pressure(at(minute), 140, 90) for minute in minutes]
    panels: list[Panel] = [
        Traces("Monitor", [HEART, SATURATION], gaps),
        Pressures("Pressure", readings, 165, 95, 100, gaps),
    ]

    svg = replace(INFUSION, panels=panels, width=width, now=at(now)).svg()

    assert collisions(svg) == []


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_heights_are_spread_apart_and_stay_inside(wanted: list[float]) -> None:
    heights = spread(wanted, 15, 0, 100)

    ordered = sorted(heights)
    assert all(after - before >= 15 - 1e-9 for before, after in pairwise(ordered))
    assert ordered[0] >= -1e-9
    assert ordered[-1] <= 100 + 1e-9


def test_curve_names_stand_at_their_ends_when_wide_and_in_the_head_when_narrow() -> None:
    wide, narrow = showing(CURVES), replace(showing(CURVES), width=380)

    left_of = {box.said: box.left for box in boxes(wide.svg())}
    head = {box.said: box.top for box in boxes(narrow.svg())}

    assert left_of["Kamp 2020"] > 800
    assert head["Kamp 2020"] < head["0"] - 60


@pytest.mark.parametrize("minute", [-10, -9, 33, 60, 119.9, 120])
def test_the_now_label_stays_on_the_page(minute: float) -> None:
    figure = Figure("Empty", "", ClockAxis(at(-10), at(120), UTC), [], now=at(minute))

    label = next(box for box in boxes(figure.svg()) if box.said.startswith("now"))

    assert label.left >= 0
    assert label.right <= 960
    assert collisions(figure.svg()) == []
