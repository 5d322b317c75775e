"""A cuff reading is charted whole or not at all."""

import pytest

from ebb.devices.tests.messages import HR, MMHG, SYS, obx, reading, reasons

DIA = "150022^MDC_PRESS_BLD_NONINV_DIA^MDC"
MEAN = "150023^MDC_PRESS_BLD_NONINV_MEAN^MDC"
ABP_SYS, ABP_DIA = "150037^MDC_PRESS_BLD_ART_ABP_SYS^MDC", "150038^MDC_PRESS_BLD_ART_ABP_DIA^MDC"
REST = (obx(DIA, "100", MMHG), obx(MEAN, "114", MMHG), obx(HR, "72"))
CANNOT_BE_USED = "a cuff reading is charted whole or not at all; nibp_sys_mmhg cannot be used"


@pytest.mark.parametrize(
    "systolic",
    [
        obx(SYS, "142", "263968^MDC_DIM_BREATHS^MDC"),
        obx("150021^Mean^MDC", "142", MMHG),
        obx(SYS, "1420", MMHG),
        obx(SYS, "142", MMHG, status="W"),
        obx(SYS, "1.42x10", MMHG),
        obx(SYS, "---", MMHG),
    ],
    ids=["unit", "name", "impossible", "no result", "no number", "not measured"],
)
def test_no_part_is_charted_beside_one_that_cannot_be_used(systolic: str) -> None:
    taken = reading(systolic, *REST)

    assert taken.values == {"hr_per_min": 72}
    assert reasons(taken).count(CANNOT_BE_USED) == 2


def test_a_mean_that_cannot_be_used_takes_the_others_with_it() -> None:
    taken = reading(obx(SYS, "142", MMHG), obx(DIA, "80", MMHG), obx(MEAN, "9000", MMHG))

    assert taken.values == {}


def test_a_whole_reading_is_charted_also_without_a_mean() -> None:
    assert reading(obx(SYS, "142", MMHG), *REST).values.keys() >= {"nibp_sys_mmhg", "nibp_dia_mmhg", "nibp_mean_mmhg"}
    assert reading(obx(SYS, "142", MMHG), obx(DIA, "80", MMHG)).values == {"nibp_sys_mmhg": 142, "nibp_dia_mmhg": 80}


@pytest.mark.parametrize(("sys", "charted"), [("80", 2), ("79", 0)])
@pytest.mark.parametrize("way", [(SYS, DIA), (ABP_SYS, ABP_DIA)], ids=["cuff", "line"])
def test_a_systolic_below_its_diastolic_is_no_pressure(way: tuple[str, str], sys: str, charted: int) -> None:
    taken = reading(obx(way[0], sys, MMHG), obx(way[1], "80", MMHG))

    assert len(taken.values) == charted
    assert reasons(taken) == ([] if charted else ["systolic 79 is below diastolic 80"] * 2)
