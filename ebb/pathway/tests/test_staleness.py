import pytest

from ebb.pathway.staleness import LIMITS, age_state
from ebb.pathway.tests.monitor import second


@pytest.mark.parametrize(
    ("column", "age_s", "expected"),
    [
        ("spo2_percent", 0, "fresh"), ("spo2_percent", 15, "fresh"), ("spo2_percent", 16, "stale"),
        ("spo2_percent", 30, "stale"), ("spo2_percent", 31, "lost"),
        ("nibp_sys_mmhg", 600, "fresh"), ("nibp_sys_mmhg", 721, "stale"), ("nibp_sys_mmhg", 1321, "lost"),
        ("a column of tomorrow", 16, "stale"),
    ],
)  # fmt: skip
def test_each_column_ages_by_its_own_limit(column: str, age_s: float, expected: str) -> None:
    assert age_state(second(age_s), second(0), column) == expected


def test_a_monitor_that_speaks_once_a_minute_is_not_stale_in_between() -> None:
    assert age_state(second(60), second(0), "hr_per_min", interval_s=60) == "fresh"
    assert age_state(second(76), second(0), "hr_per_min", interval_s=60) == "stale"


def test_a_value_is_stale_before_it_is_lost() -> None:
    assert all(limit.stale_s < limit.lost_s for limit in LIMITS.values())
