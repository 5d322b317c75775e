from dataclasses import fields

import pytest

from ebb.pathway.alarms import limits_for
from ebb.pathway.alarms.limits import APNOEA
from ebb.pathway.alarms.signals import SIGNALS
from ebb.pathway.day_gate import CHECKS
from ebb.pathway.events import VitalsCharted
from ebb.pathway.observations import IV_SITE, PARTS
from ebb.pathway.scales import SCALES
from ebb.pathway.tests.monitor import second
from ebb.pathway.vital_signs import AGE_LIMITS, CHARTED, TILES, TRACED, VITAL_SIGNS, SignKind, age_state, is_plausible
from ebb.recording import COLUMNS_BY_HEADING, MAY_BE_ZERO


@pytest.mark.parametrize(
    ("column", "age_s", "expected"),
    [
        ("spo2_percent", 0, "fresh"), ("spo2_percent", 15, "fresh"), ("spo2_percent", 16, "stale"),
        ("spo2_percent", 30, "stale"), ("spo2_percent", 31, "lost"), ("abp_sys_mmhg", 16, "stale"),
        ("nibp_sys_mmhg", 600, "fresh"), ("nibp_sys_mmhg", 721, "stale"), ("nibp_sys_mmhg", 1321, "lost"),
        ("temp_c", 3600, "fresh"), ("temp_c", 3601, "stale"),
    ],
)  # fmt: skip
def test_each_column_ages_by_its_own_limit(column: str, age_s: float, expected: str) -> None:
    assert age_state(second(age_s), second(0), column) == expected


def test_a_charted_number_ages_like_a_cuff_but_a_temperature_as_itself() -> None:
    assert age_state(second(720), second(0), "spo2_percent", charted=True) == "fresh"
    assert age_state(second(721), second(0), "spo2_percent", charted=True) == "stale"
    assert age_state(second(3600), second(0), "temp_c", charted=True) == "fresh"


def test_a_monitor_that_speaks_once_a_minute_is_not_stale_in_between() -> None:
    assert age_state(second(60), second(0), "hr_per_min", interval_s=60) == "fresh"
    assert age_state(second(76), second(0), "hr_per_min", interval_s=60) == "stale"


def test_a_value_is_stale_before_it_is_lost() -> None:
    assert AGE_LIMITS.keys() == set(SignKind)
    assert all(limit.stale_s < limit.lost_s for limit in AGE_LIMITS.values())


def test_a_sign_is_charted_where_the_event_keeps_it_and_nowhere_else() -> None:
    kept = {field.name for field in fields(VitalsCharted)} - {"id", "at", "by", "source"}

    assert set(CHARTED) == kept


def test_what_alarms_is_observed_or_checked_is_a_sign_or_a_scale() -> None:
    named = {limit.parameter for limit in limits_for()} | {check.column for check in CHECKS} | set(SIGNALS)
    named |= {column for parts in PARTS.values() for part in parts for column in part}

    assert named - {APNOEA, IV_SITE} <= VITAL_SIGNS.keys() | SCALES.keys()


def test_a_recording_takes_zero_for_a_number_where_a_patient_can_have_it() -> None:
    assert {column for column in COLUMNS_BY_HEADING.values() if is_plausible(column, 0)} == MAY_BE_ZERO


def test_a_curve_or_a_tile_is_of_a_number_the_page_shows() -> None:
    assert all(
        VITAL_SIGNS[column].shown for column in (*TRACED, *(one for columns in TILES.values() for one in columns))
    )
    assert TILES["BP"] == ("nibp_sys_mmhg", "nibp_dia_mmhg")
    assert SIGNALS == ("spo2_percent", "hr_per_min", "rr_per_min", "abp_sys_mmhg", "etco2_mmhg")
