from datetime import timedelta

from ebb.pathway.day_gate import earliest_start
from ebb.pathway.tests.chair import ARRIVAL, minute


def test_the_later_of_drink_and_meal_decides() -> None:
    early = ARRIVAL - timedelta(hours=20)

    assert earliest_start(ARRIVAL, early) == minute(120)
    assert earliest_start(early, ARRIVAL) == minute(8 * 60)
    assert earliest_start(early, ARRIVAL, light_meal=True) == minute(6 * 60)


def test_an_unknown_meal_gives_no_start_time() -> None:
    assert earliest_start(ARRIVAL, None) is None
    assert earliest_start(None, ARRIVAL) is None
