from hypothesis import given
from hypothesis import strategies as st

from ebb.figure import Mark, Marks
from ebb.figure.places import Flag, raise_flags
from ebb.figure.tests.cast import at, showing
from ebb.figure.tests.reading import texts

FLAGS = st.lists(st.builds(Flag, st.floats(100, 900), st.floats(5, 90), st.sampled_from([0.0, 7.0])), max_size=12)


@given(FLAGS)
def test_no_pole_runs_through_a_text_on_its_way_up(flags: list[Flag]) -> None:
    places = raise_flags(flags, 0, 1000, lanes=len(flags))

    assert places is not None
    for one in places:
        for other in places:
            assert not (one.lane > other.lane and other.left <= one.pole <= other.right)


@given(FLAGS, st.integers(1, 3))
def test_flags_keep_to_their_lanes_or_say_that_they_cannot(flags: list[Flag], lanes: int) -> None:
    places = raise_flags(flags, 0, 1000, lanes)

    assert places is None or all(0 <= place.lane < lanes for place in places)


def test_a_few_marks_are_written_out_beside_their_shapes() -> None:
    marks = [Mark(at(0), "start"), Mark(at(14), "pause"), Mark(at(33), "BP 182/108", "alarm-high")]

    svg = showing(Marks("Events", marks)).svg()

    assert {"start", "pause", "BP 182/108"} <= set(texts(svg))
    assert 'class="legend"' not in svg


def test_many_marks_are_numbered_and_all_told_in_the_legend() -> None:
    marks = [Mark(at(minute), f"note {minute}", "note") for minute in range(60)]
    marks.append(Mark(at(30.2), "SpO2 84", "alarm-high"))

    svg = showing(Marks("Events", marks)).svg()

    said = texts(svg)
    assert {f"10:{minute:02}  note {minute}" for minute in range(60)} <= set(said)
    assert said.count("32") == 2  # the alarm's own number: under its shape and in the legend
