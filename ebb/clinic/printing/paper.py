"""What stands on every page: who it is about, whose paper it is, and what it must not be taken for."""

from datetime import datetime
from typing import Literal

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ebb.clinic.lib.templatetags.ebb import full_day
from ebb.clinic.printing.formatting import dated, zone
from ebb.clinic.visit.snapshot import VisitSnapshot

Paper = Literal["a4", "us-letter"]
PAPERS: dict[str, Paper] = {"a4": "a4", "letter": "us-letter"}


def paper(seen: VisitSnapshot, at: datetime, *, title: str, size: Paper, printed_by: str) -> dict[str, object]:
    """The head and foot of every page. `printed_by` is a name; empty when nobody is said to have asked."""
    patient, site = seen.infusion.patient, seen.infusion.site
    printed = _("Printed {when} by {who}. Times are {zone}.") if printed_by else _("Printed {when}. Times are {zone}.")
    return {
        "title": title,
        "lang": get_language() or "en",
        "paper": size,
        "banner": {
            "name": f"{patient.family_name}, {patient.given_name}",
            "facts": [
                _("born {day}").format(day=full_day(patient.born_on)),
                _(patient.sex),
                _("no. {number}").format(number=patient.number),
                _("visit {day}").format(day=full_day(timezone.localdate(seen.started_at or seen.arrived_at or at))),
            ],
            "clinic": ", ".join(filter(None, [site.name, site.address])),
            "practice": _("PRACTICE: invented patient") if patient.practice else "",
        },
        "foot": {
            "lines": [
                printed.format(when=dated(at), who=printed_by, zone=zone(at)),
                _("A record and a second display. The bedside monitor and its alarms stay primary."),
            ],
            "page": _("page {page} of {pages}"),
        },
    }
