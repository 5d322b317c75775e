"""A central station may put several beds into one message. One bed's numbers never go under another's."""

from ebb.devices.tests.messages import BPM, HR, PERCENT, SPO2, SYS, obx, reading, reasons

ELSEWHERE = "it stands under a second bed or patient; send one bed a message"


def test_what_follows_a_second_bed_is_kept_but_not_charted() -> None:
    taken = reading(obx(HR, "72", BPM), "PV1||I|^^Chair 5", obx(HR, "130", BPM), obx(SPO2, "88", PERCENT))

    assert taken.bed == "Chair 4"
    assert taken.values == {"hr_per_min": 72}
    assert [(unmapped.value, unmapped.reason) for unmapped in taken.unmapped] == [("130", ELSEWHERE), ("88", ELSEWHERE)]


def test_what_follows_a_second_patient_is_not_charted_either() -> None:
    taken = reading(obx(HR, "72", BPM), "PID|||CASE-8", obx(HR, "130", BPM))

    assert taken.values == {"hr_per_min": 72}
    assert reasons(taken) == [ELSEWHERE]


def test_the_same_bed_named_twice_is_one_bed() -> None:
    taken = reading(obx(HR, "72", BPM), "PID|||", "PV1||I|^^Chair 4&0&0", obx(SYS, "120", "mmHg"))

    assert taken.values == {"hr_per_min": 72, "nibp_sys_mmhg": 120}
    assert taken.unmapped == ()


def test_trouble_at_a_second_bed_does_not_make_the_first_ones_numbers_doubtful() -> None:
    inop = obx("5^HardInop^MDIL-ALERT", "SpO2T No Pulse", kind="TX")

    taken = reading(obx(SPO2, "97", PERCENT), "PV1||I|^^Chair 5", inop, "NTE|1||SpO2 off")

    assert taken.doubtful == frozenset()
    assert taken.texts == ()
    assert reasons(taken) == [ELSEWHERE, ELSEWHERE]
