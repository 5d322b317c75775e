"""HL7 v2 timestamps: YYYYMMDDHHMM[SS[.SSSS]][+ZZZZ]."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

# Outside these years a device clock was never set; they also leave room to convert between zones.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def parse_time(text: str, assume_tz: tzinfo | None) -> datetime | None:
    """The instant, always with a zone: the one sent, else `assume_tz`. None when the text names no such instant.

    A bare day or hour is none: charting it at midnight would be a guess. So is a time without zone when there is
    none to assume.
    """
    return (_parsed if len(text) <= _LONGEST_REMEMBERED else _parsed.__wrapped__)(text, assume_tz)


# A message says its few times over and over: in MSH, in OBR, beside each number.
_LONGEST_REMEMBERED = 40


@lru_cache(maxsize=256)
def _parsed(text: str, assume_tz: tzinfo | None) -> datetime | None:
    text, zone = _split_zone(text)
    whole, _, fraction = text.partition(".")
    digits = whole + fraction
    if not (digits.isascii() and digits.isdecimal()):
        return None
    if len(whole) == 17 and not fraction:
        # Some senders leave out the point before the milliseconds.
        whole, fraction = whole[:14], whole[14:]
    if len(whole) not in (12, 14) or zone is None or (zone == "" and assume_tz is None):
        return None
    try:
        moment = datetime(
            int(whole[:4]),
            int(whole[4:6]),
            int(whole[6:8]),
            int(whole[8:10]),
            int(whole[10:12]),
            int(whole[12:14] or 0),
            int((fraction + "000000")[:6]),
            assume_tz if zone == "" else _fixed_zone(zone),
        )
    except ValueError:
        return None
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def format_time(moment: datetime) -> str:
    """To a ten-thousandth of a second and with zone, the finest HL7 knows. Raises ValueError without a zone."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"{moment.isoformat()} has no zone; give the time with one")
    if offset % timedelta(minutes=1):
        moment = moment.astimezone(UTC)
    return f"{moment:%Y%m%d%H%M%S}.{moment.microsecond // 100:04d}{moment:%z}"


def _split_zone(text: str) -> tuple[str, str | None]:
    """The time without its zone, and the zone: empty when none was sent, None when it makes no sense."""
    if text.endswith("Z"):
        return text[:-1], "+0000"
    if text[-5:-4] not in ("+", "-"):
        return text, ""
    zone = text[-5:]
    sound = zone.isascii() and zone[1:].isdecimal() and int(zone[1:3]) <= 14 and int(zone[3:]) < 60
    return text[:-5], zone if sound else None


def _fixed_zone(zone: str) -> tzinfo:
    minutes = int(zone[1:3]) * 60 + int(zone[3:])
    return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes)) if minutes else UTC
