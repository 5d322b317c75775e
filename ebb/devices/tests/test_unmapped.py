"""Traps 2 to 5: what does not agree, is impossible, is no number or no result is kept with its reason."""

import pytest

from ebb.devices.readings import Unmapped
from ebb.devices.tests.messages import BPM, CELSIUS, ETCO2, HR, MMHG, PERCENT, SPO2, SYS, TEMP, obx, reading, reasons


def test_a_code_used_again_in_another_unit_does_not_become_spo2() -> None:
    taken = reading(obx(SPO2, "97", PERCENT), obx(SPO2, "38", MMHG, sub_id="1.9"))

    assert taken.values == {"spo2_percent": 97}
    assert taken.unmapped == (
        Unmapped(
            "150456", "MDC_PULS_OXIM_SAT_O2", "38", "MDC_DIM_MMHG", "spo2_percent is never measured in MDC_DIM_MMHG"
        ),
    )


def test_a_code_used_again_under_another_name_does_not_become_spo2() -> None:
    taken = reading(obx("150456^EtCO2^MDC", "38", ""))

    assert taken.values == {}
    assert reasons(taken) == ["150456 means MDC_PULS_OXIM_SAT_O2, but is named EtCO2"]


def test_a_temperature_scaled_twice_is_kept_raw_and_not_charted() -> None:
    taken = reading(obx(TEMP, "384.5", CELSIUS))

    assert taken.values == {}
    assert taken.unmapped[0].value == "384.5"
    assert reasons(taken) == ["384.5 is impossible for temp_c; possible is 20 to 45"]


def test_a_number_written_out_as_a_power_is_no_crash() -> None:
    taken = reading(obx("0002-5000^Resp^MDIL", "2.73x10\\S\\-7", "0004-0ae0^rpm^MDIL"))

    assert taken.values == {}
    assert taken.unmapped == (
        Unmapped("0002-5000", "Resp", "2.73x10^-7", "rpm", "the value is no number we understand"),
    )


@pytest.mark.parametrize("status", ["R", "F", "P", "C", ""])
def test_results_in_these_states_are_charted(status: str) -> None:
    assert reading(obx(HR, "72", BPM, status=status)).values == {"hr_per_min": 72}


@pytest.mark.parametrize("status", ["D", "W", "I", "N", "O", "?"])
def test_what_is_no_result_is_kept_with_its_status(status: str) -> None:
    taken = reading(obx(HR, "72", BPM, status=status))

    assert taken.values == {}
    assert status in taken.unmapped[0].reason


def test_set_ids_may_repeat_or_be_missing() -> None:
    taken = reading(f"OBX|7|NM|{HR}|1|72|{BPM}", f"OBX|7|NM|{SPO2}|1|97|{PERCENT}", f"OBX||NM|{SYS}||120|{MMHG}")

    assert taken.values == {"hr_per_min": 72, "spo2_percent": 97, "nibp_sys_mmhg": 120}


def test_without_a_unit_a_number_is_charted_when_it_can_mean_only_one_thing() -> None:
    taken = reading(obx(SYS, "120"), obx(TEMP, "36.8"), obx(HR, "72"), obx(ETCO2, "38"))

    assert taken.values == {"nibp_sys_mmhg": 120, "temp_c": 36.8, "hr_per_min": 72, "etco2_mmhg": 38}


@pytest.mark.parametrize(
    ("identifier", "value", "reason"),
    [
        (ETCO2, "5", "no unit is given, and 5 could also be kPa"),
        (SYS, "25", "no unit is given, and 25 could also be kPa"),
        (TEMP, "98.6", "98.6 is impossible for temp_c; possible is 20 to 45"),
    ],
)
def test_without_a_unit_a_number_that_could_mean_two_things_is_not_charted(
    identifier: str, value: str, reason: str
) -> None:
    taken = reading(obx(identifier, value))

    assert taken.values == {}
    assert reasons(taken) == [reason]


def test_a_very_long_value_is_kept_short() -> None:
    taken = reading(obx("1^Blob^99MAKER", "x" * 5000, kind="ED"))

    assert len(taken.unmapped[0].value) <= 120
    assert taken.unmapped[0].value.endswith("…")


def test_an_unknown_character_sits_in_a_name_and_the_number_is_still_read() -> None:
    taken = reading(obx("150456^SpO₂^MDC", "97", "%"), charset="8859/1")

    assert taken.values == {"spo2_percent": 97}
    assert taken.remarks == ("MSH-18 declares 8859/1; the bytes were read as UTF-8",)
