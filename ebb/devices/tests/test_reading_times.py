from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ebb.devices.hl7 import parse
from ebb.devices.readings import read
from ebb.devices.tests.messages import BPM, HR, MMHG, PERCENT, SPO2, SYS, message, obx, reading

SENT_AT = datetime(2026, 7, 14, 9, 30, 20, tzinfo=UTC)
OBSERVED_AT = datetime(2026, 7, 14, 9, 30, 15, tzinfo=UTC)


def test_the_observations_own_time_comes_first() -> None:
    assert reading(obx(HR, "72", BPM, at="20260714093012+0000")).taken_at == OBSERVED_AT - timedelta(seconds=3)


def test_the_time_of_the_request_stands_for_observations_without_one() -> None:
    assert reading(obx(HR, "72", BPM)).taken_at == OBSERVED_AT


def test_some_makers_put_it_where_a_specimen_would_be_received() -> None:
    taken = reading(obx(HR, "72", BPM), request="OBR||||||||||||||20260714093015+0000")

    assert taken.taken_at == OBSERVED_AT


def test_the_time_of_observing_comes_before_that_of_receiving() -> None:
    taken = reading(obx(HR, "72", BPM), request="OBR|||||||20260714093015+0000|||||||20260714093300+0000")

    assert taken.taken_at == OBSERVED_AT


def test_an_observation_time_that_names_no_minute_gives_way_to_the_requests() -> None:
    taken = reading(obx(HR, "72", BPM, at="20260714093018+0000"), obx(SYS, "120", MMHG, at="20260714"))

    assert taken.taken_at == OBSERVED_AT + timedelta(seconds=3)
    assert taken.own_taken_at == {"nibp_sys_mmhg": OBSERVED_AT}


def test_the_sending_time_is_the_last_resort() -> None:
    assert reading(obx(HR, "72", BPM), request="OBR|1").taken_at == SENT_AT
    assert reading(obx(HR, "72", BPM, at="20260714"), request="OBR|1|||||||").taken_at == SENT_AT


def test_no_time_at_all_is_none() -> None:
    assert reading(obx(HR, "72", BPM), request="OBR|1", sent_at="").taken_at is None


def test_an_older_number_keeps_its_own_time() -> None:
    taken = reading(
        obx(SYS, "120", MMHG, at="20260714092500+0000"),
        obx(HR, "72", BPM, at="20260714093014+0000"),
        obx(SPO2, "97", PERCENT, at="20260714093014+0000"),
    )

    assert taken.taken_at == datetime(2026, 7, 14, 9, 30, 14, tzinfo=UTC)
    assert taken.own_taken_at == {"nibp_sys_mmhg": datetime(2026, 7, 14, 9, 25, tzinfo=UTC)}


def test_each_group_has_its_own_time() -> None:
    taken = reading(
        obx(HR, "72", BPM),
        "OBR|2|||182777000^monitoring of patient^SCT|||20260714092800+0000",
        obx(SYS, "120", MMHG),
    )

    assert taken.taken_at == OBSERVED_AT
    assert taken.own_taken_at == {"nibp_sys_mmhg": datetime(2026, 7, 14, 9, 28, tzinfo=UTC)}


def test_a_message_in_which_all_is_off_still_has_its_time() -> None:
    assert reading(obx(SPO2, "-100", PERCENT, at="20260714093012+0000")).taken_at == OBSERVED_AT - timedelta(seconds=3)


def test_a_time_without_zone_takes_the_one_assumed() -> None:
    payload = message(obx(HR, "72", BPM, at="20260714113015"))

    taken = read(parse(payload), assume_tz=ZoneInfo("Europe/Berlin"))

    assert taken.taken_at == OBSERVED_AT
