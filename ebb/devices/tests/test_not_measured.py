"""Trap 1: the many ways to say that nothing is measured. Never a number, never the last good value."""

import pytest

from ebb.devices.readings import MonitorReading
from ebb.devices.tests.messages import BPM, HR, PERCENT, PULSE, RR, SPO2, obx, reading


def is_off(taken: MonitorReading) -> bool:
    return taken.values == {} and taken.probe_off == {"spo2_percent"} and taken.unmapped == ()


@pytest.mark.parametrize("value", ["-100", "-1", "-100.0", "---", "", '""', "-?-", "8388607"])
def test_a_stand_in_for_a_number_is_a_gap(value: str) -> None:
    assert is_off(reading(obx(SPO2, value, PERCENT)))


def test_a_result_that_cannot_be_obtained_is_a_gap_whatever_stands_in_its_place() -> None:
    assert is_off(reading(obx(SPO2, "97", PERCENT, status="X")))


def test_a_reading_may_be_off_without_a_unit() -> None:
    assert is_off(reading(obx(SPO2, "", kind="", status="X")))


@pytest.mark.parametrize(
    "segments",
    [
        (obx(SPO2, "0", PERCENT), "NTE|1||probe off"),
        (obx(SPO2, "0", PERCENT, flags="probe off"),),
        (obx(SPO2, "0^probe off", PERCENT),),
        (obx(SPO2, "0~probe off", PERCENT),),
        (obx(SPO2, "Probe Off", PERCENT, kind="ST"),),
        (obx(SPO2, "0", PERCENT), obx(SPO2, "Probe Off", kind="ST", sub_id="2")),
        (obx(SPO2, "0", PERCENT), obx("5^HardInop^MDIL-ALERT", "SpO2T No Pulse", kind="TX")),
        (obx("5^HardInop^MDIL-ALERT", "SpO2T No Pulse", kind="TX"), obx(SPO2, "0.0", PERCENT)),
        (obx(SPO2, "0", PERCENT), obx("77^Message^99MAKER", "SpO2 sensor disconnected", kind="TX")),
    ],
)
def test_nought_with_a_probe_off_text_is_a_gap_wherever_the_text_stands(segments: tuple[str, ...]) -> None:
    taken = reading(*segments)

    assert is_off(taken)
    assert len(taken.texts) == 1


def test_nought_without_a_text_is_a_number_where_it_can_be_one() -> None:
    taken = reading(obx(HR, "0", BPM), obx(RR, "0", "/min"))

    assert taken.values == {"hr_per_min": 0, "rr_per_min": 0}


def test_nought_without_a_text_is_kept_raw_where_it_cannot_be_one() -> None:
    taken = reading(obx(SPO2, "0", PERCENT))

    assert taken.values == {}
    assert taken.probe_off == frozenset()
    assert "0 is impossible for spo2_percent" in taken.unmapped[0].reason


def test_a_text_about_one_sensor_does_not_turn_anothers_nought_into_a_gap() -> None:
    taken = reading(obx(HR, "0", BPM), obx("5^HardInop^MDIL-ALERT", "NBP Cuff Leak", kind="TX"))

    assert taken.values == {"hr_per_min": 0}


def test_an_oximeter_that_is_off_measures_no_pulse_either() -> None:
    taken = reading(obx(SPO2, "0", PERCENT), "NTE|1||probe off", obx(PULSE, "0", BPM, flags="no signal"))

    assert taken.probe_off == {"spo2_percent", "pulse_per_min"}


def test_a_second_channel_that_measures_outweighs_one_that_is_off() -> None:
    taken = reading(obx(SPO2, "-100", PERCENT, sub_id="1.3.1"), obx(SPO2, "96", PERCENT, sub_id="1.3.2"))

    assert taken.values == {"spo2_percent": 96}
    assert taken.probe_off == frozenset()


def test_an_empty_slot_of_something_not_charted_leaves_nothing_behind() -> None:
    taken = reading(obx("0002-d006^EctSta^MDIL", "", kind="ST"), obx("69798^MDC_DEV_ECG_VMD^MDC", "", status="X"))

    assert taken.kind == "vitals"
    assert (taken.values, taken.unmapped, taken.probe_off) == ({}, (), frozenset())
