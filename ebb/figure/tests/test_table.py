from datetime import UTC

from ebb.figure import Bar, Bars, ClockAxis, Curves, Dots, Figure, Line, Trace, Traces
from ebb.figure.tests.cast import CURVES, EVENTS, HEART, INFUSION, MONITOR, PRESSURE, RATE, SCORES, at, showing


def test_rows_hold_every_datum() -> None:
    rows = INFUSION.rows()

    expected = len(RATE.segments) + len(PRESSURE.readings) + len(EVENTS.marks) + len(MONITOR.gaps)
    expected += sum(len(row.values) for row in SCORES.rows)
    expected += sum(len(line.points) for line in CURVES.lines) + sum(len(trace.points) for trace in MONITOR.traces)
    assert len(rows) == expected


def test_rows_give_values_as_they_were_given() -> None:
    heart = [(row.seconds, row.number) for row in INFUSION.rows() if row.name == "HR"]

    assert heart == [(INFUSION.axis.seconds(moment), value) for moment, value in HEART.points]


def test_a_row_says_unit_and_circumstance() -> None:
    said = {(row.when, row.name): row.value for row in INFUSION.rows()}

    assert said["10:33", "Rate"] == "55.6 mL/h, 55.6 planned, until 10:43, planned"
    assert said["09:55", "Pressure"] == "128/78 mmHg, typed"
    assert said["10:29", "medium alarm"] == "SpO2 91"
    assert said["10:21", "gap"] == "monitor lost 10:21–10:24, until 10:24"
    assert said["11:40", "Kamp 2020"] == "80 ng/mL, forecast, outside the model's range"


def test_bands_dots_and_bars_are_in_the_table_too() -> None:
    line = Line("Kamp 2020", "solid", [(at(0), 5.0)], band=[(at(0), 3.0, 8.0)])
    figure = showing(
        Curves("Predicted", "ng/mL", [line], [Dots("measured", [(at(1), 6.5)])]), Bars("Dose", "mg", [Bar(at(2), 37.1)])
    )

    rows = figure.table().rows

    assert [row[2:] for row in rows] == [
        ("Kamp 2020", "5 ng/mL"),
        ("Kamp 2020, band from", "3 ng/mL"),
        ("Kamp 2020, band to", "8 ng/mL"),
        ("measured", "6.5 ng/mL"),
        ("Dose", "37.1 mg"),
    ]


def test_a_missing_value_is_said_to_be_missing() -> None:
    figure = showing(Traces("Monitor", [Trace("rr_per_min", "RR", "/min", [(at(0), None), (at(1), 0.0)])]))

    assert [row.value for row in figure.rows()] == ["no value", "0 /min"]


def test_the_table_is_in_order_of_time_and_its_columns_are_named() -> None:
    table = INFUSION.table()

    times = [row[0] for row in table.rows]
    assert table.columns == ("Time", "Part", "What", "Value")
    assert times == sorted(times)


def test_a_long_series_is_told_in_stretches_without_losing_its_extremes() -> None:
    values = {second: 70.0 + second % 2 for second in range(3600) if not 100 <= second < 130} | {700: 120.0}
    points = [(at(second / 60), values.get(second)) for second in range(3600)]
    panel = Traces("Monitor", [Trace("hr_per_min", "HR", "/min", points)])
    figure = Figure("Hour", "", ClockAxis(at(0), at(60), UTC), [panel])

    table = figure.table()

    said = {row[0]: row[3] for row in table.rows}
    assert len(table.rows) == 30
    assert said["10:10"] == "70 to 120 /min"
    assert said["10:00"] == "70 to 71 /min, part missing"
    assert table.caption == "Hour. Long series are given as lowest to highest per 2 min."
