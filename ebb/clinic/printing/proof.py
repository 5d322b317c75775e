"""The checkpoint on the printed page: a signature over the whole record that holds without the database."""

from datetime import datetime
from textwrap import wrap

from django.utils.translation import gettext as _

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.pdf.render import qr_svg
from ebb.clinic.printing.formatting import dated
from ebb.clinic.record.anchors import checkpoint, latest_anchor
from ebb.clinic.record.models import Chain

LINE = 112  # letters of the checkpoint in one printed line


def proof(infusion: Infusion, at: datetime) -> dict[str, object]:
    """The latest anchor as a QR code and a line, how far it reaches, and how to hold it against the record."""
    anchor = latest_anchor()
    if anchor is None:
        return {"title": _("Checkpoint"), "qr": "", "alt": "", "lines": [], "notes": [_("The record has none yet.")]}
    chain = Chain.objects.filter(pk=infusion.patient_id).first() or Chain()
    made = _("made for this print") if anchor.made_at == at else _("made {when}").format(when=dated(anchor.made_at))
    reach = _(
        "Number {number}, {made}: signs the whole record and this file up to entry {covered} of {length}."
    ).format(number=anchor.pk, made=made, covered=chain.anchored, length=chain.length)
    how = _(
        "To verify, scan the code into a text file and run “ebb verify-record --anchor FILE” at the clinic: "
        "it fails if anything signed here was changed or removed since."
    )
    return {
        "title": _("Checkpoint"),
        "qr": qr_svg(checkpoint(anchor)),
        "alt": _("QR code with the checkpoint line printed beside it"),
        "lines": wrap(checkpoint(anchor), LINE),
        "notes": [reach, how],
    }
