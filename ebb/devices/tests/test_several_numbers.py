"""The same column more than once in one message."""

from ebb.devices.tests.messages import (
    BPM,
    BREATHS,
    CELSIUS,
    CUFF_PULSE,
    PERCENT,
    PULSE,
    RR,
    SPO2,
    TEMP,
    obx,
    reading,
    reasons,
)

CO2_RATE = "151594^MDC_CO2_RESP_RATE^MDC"


def test_the_better_term_is_charted_whatever_the_order() -> None:
    taken = reading(obx(CUFF_PULSE, "66", BPM), obx(PULSE, "71", BPM))

    assert taken.values == {"pulse_per_min": 71}
    assert reasons(taken) == ["pulse_per_min is charted as 71 from MDC_PULS_OXIM_PULS_RATE 1.1.1"]


def test_the_next_best_serves_when_the_best_is_off() -> None:
    taken = reading(obx(RR, "-100", BREATHS), obx(CO2_RATE, "14", BREATHS))

    assert taken.values == {"rr_per_min": 14}
    assert taken.probe_off == frozenset()


def test_the_first_of_two_channels_is_charted_and_the_other_kept() -> None:
    taken = reading(obx(TEMP, "36.8", CELSIUS, sub_id="1.26.1"), obx(TEMP, "35.1", CELSIUS, sub_id="1.26.2"))

    assert taken.values == {"temp_c": 36.8}
    assert taken.unmapped[0].value == "35.1"
    assert reasons(taken) == ["temp_c is charted as 36.8 from MDC_TEMP 1.26.1"]


def test_the_same_number_twice_is_no_disagreement() -> None:
    taken = reading(obx(SPO2, "97", PERCENT, sub_id="1"), obx(SPO2, "97.0", PERCENT, sub_id="2"))

    assert taken.values == {"spo2_percent": 97}
    assert taken.unmapped == ()


def test_the_same_number_twice_is_doubtful_when_one_of_them_is() -> None:
    taken = reading(obx(SPO2, "97", PERCENT), obx(SPO2, "97", PERCENT, flags="LOW PERF"))

    assert taken.values == {"spo2_percent": 97}
    assert taken.doubtful == {"spo2_percent"}


def test_of_one_channel_the_latest_number_is_charted() -> None:
    earlier = obx(SPO2, "91", PERCENT, at="20260714093010+0000")
    later = obx(SPO2, "96", PERCENT, at="20260714093014+0000")

    taken = reading(later, earlier)

    assert taken.values == {"spo2_percent": 96}
    assert taken.unmapped[0].value == "91"


def test_two_numbers_of_one_channel_at_one_time_are_both_refused() -> None:
    taken = reading(obx(SPO2, "97", PERCENT), obx(SPO2, "88", PERCENT))

    assert taken.values == {}
    assert [unmapped.value for unmapped in taken.unmapped] == ["97", "88"]
    assert set(reasons(taken)) == {"2 different numbers for spo2_percent in one channel at one time"}
    assert taken.probe_off == frozenset()


def test_an_impossible_number_does_not_compete() -> None:
    taken = reading(obx(TEMP, "384.5", CELSIUS, sub_id="1"), obx(TEMP, "36.5", CELSIUS, sub_id="2"))

    assert taken.values == {"temp_c": 36.5}
    assert len(taken.unmapped) == 1
