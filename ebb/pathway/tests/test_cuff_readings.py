from datetime import datetime

from ebb.pathway.cuff_readings import CuffReading, after_message
from ebb.pathway.tests.monitor import second

HIGH, NONE = (190.0, 112.0, 138.0), (None, None, None)


def measured(*messages: tuple[float, tuple[float | None, ...], datetime | None]) -> list[float]:
    """The seconds of the messages that brought a new measurement."""
    last, found = CuffReading(), []
    for at, numbers, own_time in messages:
        last = after_message(last, numbers, second(at), own_time)
        if last.is_new:
            found.append(at)
    return found


def test_equal_numbers_without_a_time_are_one_measurement_however_long_they_are_sent() -> None:
    assert measured(*[(at, HIGH, None) for at in range(0, 3600, 5)]) == [0]


def test_another_number_is_another_measurement() -> None:
    assert measured((0, HIGH, None), (1, (190.0, 111.0, 138.0), None)) == [0, 1]


def test_a_time_of_their_own_tells_equal_numbers_apart() -> None:
    assert measured((5, HIGH, second(0)), (6, HIGH, second(0)), (60, HIGH, second(59)), (61, HIGH, second(59))) == [
        5,
        60,
    ]


def test_the_first_message_of_a_measurement_may_name_no_time_of_its_own() -> None:
    assert measured((0, HIGH, None), (1, HIGH, second(0)), (2, HIGH, second(0))) == [0]


def test_numbers_that_were_away_for_as_long_as_a_cuff_takes_were_measured_anew() -> None:
    assert measured((0, HIGH, None), (1, NONE, None), (30, HIGH, None)) == [0]
    assert measured((0, HIGH, None), (1, NONE, None), (31, HIGH, None)) == [0, 31]


def test_messages_that_bring_the_cuff_by_turns_are_one_measurement() -> None:
    assert measured(*[(at, NONE if at % 2 else HIGH, None) for at in range(300)]) == [0]


def test_a_number_in_doubt_that_is_left_out_makes_no_new_measurement() -> None:
    assert measured((0, HIGH, None), (1, (None, 112.0, 138.0), None), (2, HIGH, None)) == [0]
