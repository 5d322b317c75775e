from hypothesis import given
from hypothesis import strategies as st

from ebb.figure import Trace, Traces
from ebb.figure.tests.cast import INFUSION, at, showing
from ebb.figure.tests.reading import path_pieces, series, texts
from ebb.figure.thin import pieces, thinned


def drawn_pieces(trace: Trace) -> list[list[tuple[float, float]]]:
    path = series(showing(Traces("Monitor", [trace])).svg(), trace.key)
    return path_pieces(path.get("d", ""))


def test_it_leaves_the_line_open_where_nothing_was_measured() -> None:
    trace = Trace(
        "hr_per_min", "HR", "/min", [(at(0), 70.0), (at(1), 71.0), (at(2), None), (at(3), 72.0), (at(4), 73.0)]
    )

    assert [len(piece) for piece in drawn_pieces(trace)] == [2, 2]


def test_it_leaves_the_line_open_over_a_silence_without_any_row() -> None:
    minutes = [0, 1, 2, 3, 4, 10, 11, 12]
    trace = Trace("hr_per_min", "HR", "/min", [(at(m), 70.0) for m in minutes])

    assert [len(piece) for piece in drawn_pieces(trace)] == [5, 3]


def test_it_takes_the_callers_word_for_the_longest_step() -> None:
    trace = Trace("hr_per_min", "HR", "/min", [(at(m), 70.0) for m in (0, 1, 2, 3)], gap_s=30)

    assert [len(piece) for piece in drawn_pieces(trace)] == [1, 1, 1, 1]


def test_a_lone_measurement_is_still_seen() -> None:
    trace = Trace("hr_per_min", "HR", "/min", [(at(0), None), (at(1), 70.0), (at(2), None)])

    data = series(showing(Traces("Monitor", [trace])).svg(), "hr_per_min").get("d", "")

    assert data.endswith("h0")


@given(st.lists(st.one_of(st.none(), st.floats(0, 200)), max_size=60))
def test_no_piece_reaches_across_a_missing_value(values: list[float | None]) -> None:
    seconds = [float(n) for n in range(len(values))]

    found = pieces(seconds, values, gap_s=5)

    missing = {second for second, value in zip(seconds, values, strict=True) if value is None}
    for within, _ in found:
        assert not any(within[0] < second < within[-1] for second in missing)
    assert sum(len(within) for within, _ in found) == len(values) - len(missing)


@given(st.lists(st.integers(30, 200), min_size=1, max_size=2000), st.integers(5, 60))
def test_extremes_survive_thinning(values: list[int], columns: int) -> None:
    seconds = [float(n) for n in range(len(values))]

    kept = thinned((seconds, [float(value) for value in values]), 0.0, float(len(values)), columns)

    assert max(value for _, value in kept) == max(values)
    assert min(value for _, value in kept) == min(values)
    assert len(kept) <= 2 * columns + 4
    assert kept == sorted(kept, key=lambda point: point[0])
    assert all(values[int(second)] == value for second, value in kept)


def test_it_keeps_every_point_of_a_piece_that_fits() -> None:
    seconds = [0.0, 0.1, 0.2, 0.3, 50.0]

    kept = thinned((seconds, [70.0, 71.0, 70.5, 72.0, 70.0]), 0.0, 100.0, columns=5)

    assert [second for second, _ in kept] == seconds


def test_it_hatches_and_names_a_marked_gap() -> None:
    svg = INFUSION.svg()

    assert 'class="gap"' in svg
    assert "monitor lost 10:21–10:24" in texts(svg)
