"""What the diary says back to the one who wrote it."""

from django.utils.translation import gettext as _

from ebb.clinic.followup.models import DiaryEntry
from ebb.clinic.lib.templatetags.ebb import day, plain


def kept(entry: DiaryEntry) -> str:
    """ "Kept for Sun 22 Nov: 4 on average, 2 at its best, 6 at its worst, 4 when you wrote. 7 hours of sleep." """
    told = {"day": day(entry.on), "average": entry.average, "least": entry.least, "worst": entry.worst}
    words = _(
        "Kept for %(day)s: %(average)s on average, %(least)s at its best, %(worst)s at its worst, "
        "%(now)s when you wrote."
    ) % (told | {"now": entry.now})
    if entry.sleep_h is not None:
        words += " " + _("%(hours)s hours of sleep.") % {"hours": plain(entry.sleep_h)}
    if entry.note:
        words += " " + _("Your note is kept too.")
    return words
