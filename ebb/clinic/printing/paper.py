"""What stands on every page (who it is about, whose paper it is, what it must not be taken for), and the checkpoint.

The checkpoint is a signature over the whole record that holds without the database.
"""

from datetime import datetime
from textwrap import wrap
from typing import Literal

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.lib.templatetags.ebb import full_day
from ebb.clinic.pdf.render import qr_svg
from ebb.clinic.printing.formatting import dated, zone
from ebb.clinic.record.anchors import checkpoint, latest_anchor, signed_length
from ebb.clinic.record.models import Chain
from ebb.clinic.visit.snapshot import VisitSnapshot

Paper = Literal["a4", "us-letter"]
PAPERS: dict[str, Paper] = {"a4": "a4", "letter": "us-letter"}
LINE = 112  # letters of the checkpoint in one printed line


def paper(seen: VisitSnapshot, at: datetime, *, title: str, size: Paper, printed_by: str) -> dict[str, object]:
    """The head and foot of every page. `printed_by` is a name; empty when it is printed for nobody in particular."""
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


def proof(infusion: Infusion, at: datetime) -> dict[str, object]:
    """The latest anchor as a QR code and a line, how far it reaches, and how to hold it against the record."""
    anchor = latest_anchor()
    if anchor is None:
        return {"title": _("Checkpoint"), "qr": "", "alt": "", "lines": [], "notes": [_("The record has none yet.")]}
    chain = Chain.objects.filter(pk=infusion.patient_id).first() or Chain()
    made = _("made for this print") if anchor.made_at == at else _("made {when}").format(when=dated(anchor.made_at))
    coverage = _(
        "Number {number}, {made}: signs the whole record and this file up to entry {covered} of {length}."
    ).format(number=anchor.pk, made=made, covered=signed_length(chain.pk), length=chain.length)
    how = _(
        "To verify, scan the code into a text file and run “ebb verify-record --anchor FILE” at the clinic: "
        "it fails if anything signed here was changed or removed since."
    )
    return {
        "title": _("Checkpoint"),
        "qr": qr_svg(checkpoint(anchor)),
        "alt": _("QR code with the checkpoint line printed beside it"),
        "lines": wrap(checkpoint(anchor), LINE),
        "notes": [coverage, how],
    }
