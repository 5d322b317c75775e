from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebb.devices.times import format_time, parse_time

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("sent", "instant"),
    [
        ("20260714093015+0200", datetime(2026, 7, 14, 7, 30, 15, tzinfo=UTC)),
        ("20260714093015-0530", datetime(2026, 7, 14, 15, 0, 15, tzinfo=UTC)),
        ("20260714093015.1234+0000", datetime(2026, 7, 14, 9, 30, 15, 123400, tzinfo=UTC)),
        ("20260714093015Z", datetime(2026, 7, 14, 9, 30, 15, tzinfo=UTC)),
        ("202607140930+0200", datetime(2026, 7, 14, 7, 30, tzinfo=UTC)),
        ("20260714093015", datetime(2026, 7, 14, 7, 30, 15, tzinfo=UTC)),
        ("202601140930", datetime(2026, 1, 14, 8, 30, tzinfo=UTC)),
        ("20260714093015250", datetime(2026, 7, 14, 7, 30, 15, 250000, tzinfo=UTC)),
        ("20260714093015250+0000", datetime(2026, 7, 14, 9, 30, 15, 250000, tzinfo=UTC)),
    ],
)
def test_it_reads_a_time_with_or_without_zone_and_seconds(sent: str, instant: datetime) -> None:
    taken = parse_time(sent, BERLIN)

    assert taken == instant
    assert taken is not None
    assert taken.tzinfo is not None


@pytest.mark.parametrize(
    "sent",
    [
        *("", "2026", "20260714", "2026071409", "20261314093015", "20260714096015", "00000000000000", "99991231235959"),
        *(
            "20260714093015+9900",
            "20260714093015+02:0",
            "20260714093015.12x",
            "２０２６０７１４０９３０",
            "now",
            "+0200",
            ".",
        ),
    ],
)
def test_it_gives_none_for_what_names_no_minute(sent: str) -> None:
    assert parse_time(sent, BERLIN) is None


def test_a_time_without_zone_is_no_instant_when_none_may_be_assumed() -> None:
    assert parse_time("20260714093015", None) is None
    assert parse_time("20260714093015+0000", None) == datetime(2026, 7, 14, 9, 30, 15, tzinfo=UTC)


@given(st.text())
def test_it_never_raises(sent: str) -> None:
    parse_time(sent, BERLIN)


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1)),  # noqa: DTZ001 (the zone is drawn beside it)
    st.integers(-14 * 60, 14 * 60),
)
def test_a_written_time_comes_back(local: datetime, offset_min: int) -> None:
    moment = local.replace(microsecond=local.microsecond // 100 * 100, tzinfo=timezone(timedelta(minutes=offset_min)))

    assert parse_time(format_time(moment), BERLIN) == moment


def test_an_old_local_time_with_seconds_in_its_offset_is_written_in_utc() -> None:
    moment = datetime(1890, 1, 1, 12, tzinfo=BERLIN)

    assert format_time(moment).endswith("+0000")


def test_it_refuses_to_write_a_time_without_zone() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        format_time(datetime(2026, 7, 14, 9, 30))  # noqa: DTZ001 (the point of the test)
