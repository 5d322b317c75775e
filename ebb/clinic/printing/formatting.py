"""How the printed pages write numbers and times. A value that is not known is a dash, never a zero."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from ebb.clinic.lib.templatetags.ebb import clock, full_day, lasting

NOT_KNOWN = "–"


def hundredths(number: Decimal) -> str:
    """Milligrams agree to 0.01 mg, so they are printed to that."""
    return f"{number:.2f}"


def whole(number: Decimal | float | None) -> str:
    return NOT_KNOWN if number is None else f"{number:.0f}"


def dated(at: datetime) -> str:
    """24 Nov 2026, 10:15"""
    return f"{full_day(timezone.localdate(at))}, {clock(at)}"


def when(at: datetime | None, visit_at: datetime) -> str:
    """The clock alone on the day of the visit, with the day in the same year, with its whole date in any other."""
    if at is None:
        return NOT_KNOWN
    on, visit_on = timezone.localdate(at), timezone.localdate(visit_at)
    if on == visit_on:
        return clock(at)
    return f"{on.day} {on:%b}, {clock(at)}" if on.year == visit_on.year else dated(at)


def to_the_second(at: datetime) -> str:
    """10:15:07"""
    return timezone.localtime(at).strftime("%H:%M:%S")


def brief(span: timedelta) -> str:
    """In seconds below two minutes: 32 s, 6 min."""
    seconds = round(span.total_seconds())
    return f"{seconds} s" if seconds < 120 else lasting(span)


def zone(at: datetime) -> str:
    """UTC+1, with the name of the place."""
    offset = f"{timezone.localtime(at):%z}"
    utc = f"UTC{offset[:3]}:{offset[3:]}"
    return utc if timezone.get_current_timezone_name() == "UTC" else f"{timezone.get_current_timezone()} ({utc})"


def yes_or_no(answer: bool | None) -> str:
    return NOT_KNOWN if answer is None else _("yes") if answer else _("no")


def lead(words: str, text: str = "", *, struck: bool = False, after: str = "") -> dict[str, object]:
    """A cell whose first words stand out; `struck` what was taken back, with `after` written behind it."""
    return {"lead": words, "text": text, "struck": struck, "after": after}
