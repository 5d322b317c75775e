"""Trap 7: a sensor in trouble beside a number that still looks well."""

import pytest

from ebb.devices.tests.messages import BPM, CUFF_PULSE, HR, MMHG, PERCENT, PULSE, SPO2, SYS, obx, reading

SPO2_INOP = obx("5^HardInop^MDIL-ALERT", "SpO2T  No Pulse", kind="TX")


@pytest.mark.parametrize("inop_first", [True, False])
def test_an_inop_makes_the_numbers_of_its_sensor_doubtful_and_keeps_them(inop_first: bool) -> None:
    numbers = (obx(HR, "72", BPM), obx(SPO2, "97", PERCENT), obx(PULSE, "71", BPM))

    taken = reading(*((SPO2_INOP, *numbers) if inop_first else (*numbers, SPO2_INOP)))

    assert taken.values == {"hr_per_min": 72, "spo2_percent": 97, "pulse_per_min": 71}
    assert taken.doubtful == {"spo2_percent", "pulse_per_min"}
    assert taken.texts == ("SpO2T No Pulse",)


def test_a_pulse_from_the_cuff_is_not_the_oximeters_trouble() -> None:
    taken = reading(obx(SPO2, "97", PERCENT), obx(CUFF_PULSE, "70", BPM), SPO2_INOP)

    assert taken.doubtful == {"spo2_percent"}


@pytest.mark.parametrize("note", ["NTE|1||low perfusion", "NTE|1|L|SpO2 \\T\\ pulse unreliable"])
def test_a_note_speaks_of_the_observation_before_it(note: str) -> None:
    taken = reading(obx(HR, "72", BPM), obx(SPO2, "97", PERCENT), note, obx(SYS, "120", MMHG))

    assert taken.doubtful == {"spo2_percent"}
    assert len(taken.texts) == 1


def test_a_note_under_an_observation_not_charted_does_not_reach_back() -> None:
    taken = reading(obx(SPO2, "97", PERCENT), obx("1^Own^99MAKER", "5"), "NTE|1||unreliable")

    assert taken.doubtful == frozenset()
    assert taken.texts == ("unreliable",)


def test_a_note_that_troubles_nobody_is_only_a_text() -> None:
    taken = reading(obx(SYS, "120", MMHG), "NTE|1||taken on the left arm")

    assert taken.doubtful == frozenset()
    assert taken.texts == ("taken on the left arm",)


def test_a_flag_beside_a_number_makes_it_doubtful() -> None:
    assert reading(obx(SPO2, "97", PERCENT, flags="LOW PERF")).doubtful == {"spo2_percent"}


@pytest.mark.parametrize("flags", ["H", "L~PM~SA", "N", ""])
def test_an_abnormal_flag_does_not(flags: str) -> None:
    taken = reading(obx(SPO2, "97", PERCENT, flags=flags))

    assert taken.doubtful == frozenset()
    assert taken.texts == ()


def test_a_limit_alarm_leaves_the_number_good() -> None:
    taken = reading(obx(SPO2, "86", PERCENT), obx("2^Yellow Alarm^MDIL-ALERT", "** SpO2 86 < 90", kind="TX"))

    assert taken.kind == "vitals"
    assert taken.values == {"spo2_percent": 86}
    assert taken.doubtful == frozenset()
    assert taken.texts == ("** SpO2 86 < 90",)


def test_an_inop_in_words_we_do_not_know_is_believed_for_its_class() -> None:
    taken = reading(obx(SPO2, "97", PERCENT), obx("6^SoftInop^MDIL-ALERT", "SpO2 Capteur", kind="TX"))

    assert taken.doubtful == {"spo2_percent"}
