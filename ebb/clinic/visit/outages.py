"""When the gateway or the watch did not do its work during a visit."""

from datetime import datetime

from django.utils.translation import gettext_noop

from ebb.clinic.vitals.actions import LONGEST_BEAT
from ebb.clinic.vitals.models import Outage, ProcessPosition

OUTAGES: dict[str, str] = {
    Outage.Process.WATCH: gettext_noop("not watched"),
    Outage.Process.GATEWAY: gettext_noop("monitors not heard"),
}


def outages_between(start: datetime, end: datetime) -> list[Outage]:
    """Those that fall into a time, cut to it, in their order. Two queries.

    One that still goes on is not written down yet, so it has no number; it begins with the last heartbeat.
    """
    found = list(Outage.objects.filter(ended_at__gt=start, began_at__lt=end).order_by("began_at", "id"))
    silent = ProcessPosition.objects.filter(pk__in=Outage.Process.values, at__lt=end - LONGEST_BEAT).order_by("at")
    found += [Outage(process=one.pk, began_at=one.at, ended_at=end) for one in silent]
    for one in found:
        one.began_at, one.ended_at = max(one.began_at, start), min(one.ended_at, end)
    return found
