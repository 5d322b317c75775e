"""How the printed pages say numbers and times. A value that is not known is a dash, never a zero."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from ebb.clinic.lib.templatetags.ebb import clock, full_day

NOT_KNOWN = "–"


def hundredths(number: Decimal) -> str:
    """Milligrams agree to 0.01 mg, so they are told to that."""
    return f"{number:.2f}"


def whole(number: Decimal | float | None) -> str:
    return NOT_KNOWN if number is None else f"{number:.0f}"


def dated(at: datetime) -> str:
    """24 Nov 2026, 10:15"""
    return f"{full_day(timezone.localdate(at))}, {clock(at)}"


def when(at: datetime | None, visit_at: datetime) -> str:
    """The clock alone on the day of the visit, with its date on any other."""
    if at is None:
        return NOT_KNOWN
    return clock(at) if timezone.localdate(at) == timezone.localdate(visit_at) else dated(at)


def zone(at: datetime) -> str:
    """UTC+1, with the name of the place."""
    offset = f"{timezone.localtime(at):%z}"
    utc = f"UTC{offset[:3]}:{offset[3:]}"
    return utc if timezone.get_current_timezone_name() == "UTC" else f"{timezone.get_current_timezone()} ({utc})"


def yes_or_no(answer: bool | None) -> str:
    return NOT_KNOWN if answer is None else _("yes") if answer else _("no")


def lead(words: str, text: str = "", *, struck: bool = False, after: str = "") -> dict[str, object]:
    """A cell whose first words stand out; `struck` what was taken back, with `after` said behind it."""
    return {"lead": words, "text": text, "struck": struck, "after": after}
