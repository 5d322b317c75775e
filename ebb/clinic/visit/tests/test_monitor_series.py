from dataclasses import asdict
from datetime import datetime, timedelta
from types import SimpleNamespace

from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.infusion.tests.monitor import speak
from ebb.clinic.infusion.visit import load
from ebb.clinic.visit.monitor_series import MonitorSeries, MonitorSeriesCache


def test_folding_bit_by_bit_comes_to_the_same_as_at_once(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    kept = MonitorSeriesCache()
    for minute, pulse in enumerate((70.0, None, 95.0)):
        speak(infusion, after(at, 2 * minute), seconds=61, hr_per_min=pulse, nibp_sys_mmhg=130.0, nibp_dia_mmhg=80.0)
        grown = kept.of(load(infusion))

    at_once = MonitorSeriesCache().of(load(infusion))

    assert asdict(grown) == asdict(at_once)


def test_the_lowest_and_highest_of_ten_seconds_survive(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    for second, value in enumerate((97.0, 84.0, 97.0, 99.0, 97.0)):
        speak(infusion, at + timedelta(seconds=second), spo2_percent=value)

    points = MonitorSeriesCache().of(load(infusion)).trace("spo2_percent")

    assert points == [(at + timedelta(seconds=1), 84.0), (at + timedelta(seconds=3), 99.0)]


def test_what_was_not_measured_is_a_gap_in_its_lane(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    speak(infusion, at, seconds=30, spo2_percent=None)

    series = MonitorSeriesCache().of(load(infusion))

    assert {value for _, value in series.trace("spo2_percent")} == {None}
    assert "spo2_percent" not in series.latest


def test_a_cuff_reading_sent_again_and_again_is_one(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    speak(infusion, at, seconds=600, every_s=10, nibp_sys_mmhg=130.0, nibp_dia_mmhg=80.0)
    before = MonitorSeriesCache().of(load(infusion))
    speak(infusion, after(at, 10), seconds=1, nibp_sys_mmhg=142.0, nibp_dia_mmhg=84.0)

    pressures = MonitorSeriesCache().of(load(infusion)).pressures

    assert [(one.at, one.sys) for one in pressures] == [(at, 130.0), (after(at, 10), 142.0)]
    assert before.latest["nibp_sys_mmhg"].at == at
    assert {seen for seen, column in before.seen() if column == "nibp_sys_mmhg"} == {at}


def test_a_visit_without_messages_has_an_empty_series(cast: SimpleNamespace, at: datetime) -> None:
    assert asdict(MonitorSeriesCache().of(load(journey.expected(cast, at)))) == asdict(MonitorSeries().copy())


def test_what_came_late_stands_where_it_belongs_and_is_never_the_latest(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    speak(infusion, at, spo2_percent=97.0)
    speak(infusion, after(at, 10), spo2_percent=98.0)
    late = {"not_present": "late", "reason": "late"}
    speak(infusion, after(at, 11), spo2_percent=60.0, placed_at=after(at, 5), **late)
    speak(infusion, after(at, 11), spo2_percent=50.0, placed_at=after(at, -600), **late)
    speak(infusion, after(at, 11), spo2_percent=40.0, not_present="clock still")

    series = MonitorSeriesCache().of(load(infusion))

    assert series.trace("spo2_percent") == [(at, 97.0), (after(at, 5), 60.0), (after(at, 10), 98.0)]
    assert (series.latest["spo2_percent"].value, series.last_at) == (98, after(at, 10))


def test_of_two_monitors_the_worse_number_is_drawn(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    speak(infusion, at, spo2_percent=82.0, set_aside="")
    speak(infusion, at + timedelta(seconds=1), spo2_percent=97.0, set_aside="spo2_percent")

    assert MonitorSeriesCache().of(load(infusion)).latest["spo2_percent"].value == 82
