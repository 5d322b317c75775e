from datetime import UTC
from decimal import Decimal

import pytest

from ebb.figure import (
    Bar,
    Bars,
    ClockAxis,
    Curves,
    Figure,
    Line,
    Panel,
    PointsError,
    Pressure,
    Pressures,
    Steps,
    StepSegment,
    Trace,
    Traces,
)
from ebb.figure.scale import ValueScale, round_values, scale_around
from ebb.figure.tests.cast import INFUSION, at, showing
from ebb.figure.tests.reading import parsed, path_pieces, series, texts


def test_it_lays_a_value_between_the_two_it_lies_between() -> None:
    scale = ValueScale(v0=40, v1=140, y0=100, y1=0)

    assert scale.y(40) == 100
    assert scale.y(90) == 50
    assert scale.y(140) == 0


def test_it_makes_room_for_a_single_value() -> None:
    scale = scale_around([7.0], None, None, y0=50, y1=0)

    assert scale.y(7.0) == 50


@pytest.mark.parametrize(("low", "high", "most"), [(0, 333, 4), (36.2, 37.9, 3), (0, 1e-4, 5), (60, 182, 3)])
def test_it_writes_few_round_numbers_within_the_range(low: float, high: float, most: int) -> None:
    numbers = round_values(low, high, most)

    assert 1 <= len(numbers) <= most
    assert all(low <= number <= high * 1.000001 for number in numbers)


def test_it_draws_a_point_where_its_time_and_value_say() -> None:
    trace = Trace("hr_per_min", "HR", "/min", [(at(0), 60.0), (at(60), 80.0), (at(120), 100.0)], gap_s=7200)

    root = parsed(Figure("HR", "", ClockAxis(at(0), at(120), UTC), [Traces("Monitor", [trace])]).svg())
    path = series(Figure("HR", "", ClockAxis(at(0), at(120), UTC), [Traces("Monitor", [trace])]).svg(), "hr_per_min")
    points = path_pieces(path.get("d", ""))[0]

    x0, x1 = float(root.get("data-x0", "")), float(root.get("data-x1", ""))
    scale = ValueScale(*(float(path.get(name, "")) for name in ("data-v0", "data-v1", "data-y0", "data-y1")))
    assert [x for x, _ in points] == pytest.approx([x0, (x0 + x1) / 2, x1], abs=0.06)
    assert [y for _, y in points] == pytest.approx([scale.y(60), scale.y(80), scale.y(100)], abs=0.06)


def test_it_says_what_the_page_script_needs_to_know() -> None:
    root = parsed(INFUSION.svg())

    first, last = INFUSION.axis.span
    assert (float(root.get("data-t0", "")), float(root.get("data-t1", ""))) == (first, last)
    assert float(root.get("data-utc-offset", "")) == 0


def test_it_refuses_points_that_go_back_in_time() -> None:
    trace = Trace("hr_per_min", "HR", "/min", [(at(5), 70.0), (at(4), 71.0)])

    with pytest.raises(PointsError, match="order of time"):
        showing(Traces("Monitor", [trace])).svg()


NOT_A_NUMBER: list[Panel] = [
    Traces("Monitor", [Trace("hr_per_min", "HR", "/min", [(at(5), float("nan"))])]),
    Steps("Rate", "mL/h", [StepSegment(at(0), at(5), float("inf"))]),
    Curves("Predicted", "ng/mL", [Line("x", "solid", [(at(0), 1.0)], band=[(at(0), 0.0, float("nan"))])]),
    Bars("Dose", "mg", [Bar(at(0), float("nan"))]),
]


@pytest.mark.parametrize("panel", NOT_A_NUMBER, ids=lambda panel: panel.label)
def test_it_refuses_a_value_that_is_no_number(panel: Panel) -> None:
    with pytest.raises(PointsError, match="give None"):
        showing(panel).svg()


def test_it_takes_decimals_as_a_database_gives_them() -> None:
    decimal = Decimal("97.5")
    panels: list[Panel] = [
        Traces("Monitor", [Trace("spo2_percent", "SpO2", "%", [(at(5), decimal)])]),  # type: ignore[list-item]
        Pressures("Pressure", [Pressure(at(5), Decimal(120), Decimal(80))]),  # type: ignore[arg-type]
        Steps("Rate", "mL/h", [StepSegment(at(0), at(5), Decimal("44.5"))]),  # type: ignore[arg-type]
    ]

    figure = showing(*panels)

    assert {"SpO2 – 28 min", "120/80", "44.5"} <= set(texts(figure.svg()))
    assert "97.5 %" in [row.value for row in figure.rows()]
