from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ebb.clinic.demo.body import Body, Levels
from ebb.clinic.demo.monitors import BY_CHAIR, CYCLE_S, SMOOTH, Scenario, SimulatedMonitor
from ebb.devices.hl7 import parse
from ebb.devices.readings import MonitorReading, read

SAT_DOWN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NO_DRUG = Levels(zero=SAT_DOWN)
EVERY_SCENARIO = [SMOOTH, *BY_CHAIR.values()]


@pytest.fixture
def body() -> Body:
    return Body.of("P-0001", age=55)


def heard(scenario: Scenario, body: Body, second: float, **how: object) -> MonitorReading | None:
    """What our own reader makes of the message of that second; None while nothing is sent."""
    at = SAT_DOWN + timedelta(seconds=second)
    payload = SimulatedMonitor("MAIN-1", body, NO_DRUG, scenario, SAT_DOWN).message(at, **how)
    return payload and read(parse(payload, assume_tz=UTC), assume_tz=UTC)


@pytest.mark.parametrize("scenario", EVERY_SCENARIO, ids=lambda one: one.dialect)
def test_everything_it_says_is_understood(scenario: Scenario, body: Body):
    for second in range(0, CYCLE_S, 7):
        reading = heard(scenario, body, second)

        assert reading is None or (reading.kind, reading.bed, reading.unmapped) == ("vitals", "MAIN-1", ())


def test_it_sends_three_numbers_each_second_and_the_cuff_when_it_measures(body: Body):
    steady = {"hr_per_min", "spo2_percent", "rr_per_min"}

    assert set(heard(SMOOTH, body, 1).values) == steady
    assert set(heard(SMOOTH, body, 300).values) == steady | {"nibp_sys_mmhg", "nibp_dia_mmhg", "nibp_mean_mmhg"}


def test_a_cuff_reading_that_fell_between_two_messages_is_not_lost(body: Body):
    late = heard(SMOOTH, body, 304, every_s=5)

    assert "nibp_sys_mmhg" in late.values
    assert "nibp_sys_mmhg" not in heard(SMOOTH, body, 309, every_s=5).values


def test_a_probe_that_is_off_is_no_number(body: Body):
    scenario = replace(SMOOTH, probe_off_s=60)

    off, on = heard(scenario, body, CYCLE_S / 2 + 10), heard(scenario, body, CYCLE_S / 2 + 70)

    assert "spo2_percent" in off.probe_off
    assert "spo2_percent" not in off.values
    assert "spo2_percent" in on.values


def test_a_line_that_is_down_says_nothing(body: Body):
    scenario = replace(SMOOTH, silent_s=40)

    assert heard(scenario, body, CYCLE_S / 3 + 10) is None
    assert heard(scenario, body, CYCLE_S / 3 + 45) is not None
