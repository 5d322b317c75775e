"""Words and keys that every template may use."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from html import escape

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ebb.clinic.lib.keys import new_key

register = template.Library()


@register.simple_tag
def form_key() -> SafeString:
    """The hidden field that makes a form act once."""
    return format_html('<input type="hidden" name="form_key" value="{}">', new_key())


@register.filter
def as_rows(rows: Iterable[Iterable[str]]) -> SafeString:
    """The rows of an HTML table, every cell escaped; a long figure's would take a template its time."""
    return mark_safe("".join(f"<tr><td>{'</td><td>'.join(map(escape, row))}</td></tr>" for row in rows))


@register.filter
def clock(at: datetime | None) -> str:
    """10:42"""
    return timezone.localtime(at).strftime("%H:%M") if at else "–"


@register.filter
def day(on: date | datetime | None) -> str:
    """Tue 24 Nov"""
    if on is None:
        return "–"
    on = _here(on)
    return f"{on:%a} {on.day} {on:%b}"


@register.filter
def day_and_clock(at: datetime | None) -> str:
    """Tue 24 Nov, 10:15"""
    return f"{day(at)}, {clock(at)}" if at else "–"


@register.filter
def full_day(on: date | datetime | None) -> str:
    """24 Nov 2026"""
    if on is None:
        return "–"
    on = _here(on)
    return f"{on.day} {on:%b %Y}"


@register.filter
def lasting(span: timedelta | None) -> str:
    """21 min, 2 h 10 min"""
    if span is None:
        return "–"
    minutes = max(0, round(span.total_seconds() / 60))
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60} h"


@register.filter
def plain(number: Decimal | float | None) -> str:
    """A number without trailing zeros; a dash when it is not known, never a zero."""
    if number is None:
        return "–"
    return f"{Decimal(str(number)).normalize():f}"


def _here(on: date | datetime) -> date | datetime:
    """An instant by the clock of the site; a day as it is."""
    return timezone.localtime(on) if isinstance(on, datetime) else on
