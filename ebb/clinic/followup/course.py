"""What happened to one patient, as the figure and the sentences take it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch
from django.utils import timezone

from ebb.clinic.followup.models import DiaryEntry
from ebb.clinic.followup.picture import picture
from ebb.clinic.followup.working import Day, Given, Mean, baseline, last_week, less, sentences
from ebb.clinic.infusion.models import Event
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.people.models import Patient
from ebb.figure import Figure
from ebb.pathway import events as e
from ebb.pathway.amounts import given

PHONE, TABLET = 340, 680  # pixels; each page shows the drawing that fits it, so that its words stay readable


@dataclass(frozen=True)
class Course:
    """The diary that counts, the infusions really given, and what they say together. `less` is in points of pain."""

    entries: list[DiaryEntry]
    infusions: list[Given]
    before: Mean | None
    last_week: Mean
    less: Decimal | None
    sentences: list[str]
    figure: Figure
    narrow: Figure

    @property
    def narrow_svg(self) -> str:
        """The drawing for a phone; it stands on one page with the wide one, so its ids are others."""
        return self.narrow.svg(id="narrow")


def course_of(patient: Patient, at: datetime) -> Course:
    """Everything on one page, at `at`. Three queries."""
    entries = list(patient.diary.current())
    days = [Day(entry.on, entry.average, entry.sleep_h) for entry in entries]
    infusions, today = infusions_given(patient, at), timezone.localdate(at)
    drawn, narrow = (picture(days, infusions, today, width=width) for width in (TABLET, PHONE))
    before, now = baseline(days, infusions), last_week(days, today)
    said = sentences(days, infusions, today)
    return Course(entries, infusions, before, now, less(before, now), said, drawn, narrow)


def infusions_given(patient: Patient, at: datetime) -> list[Given]:
    """Day and milligrams of each infusion that was started, as the pump's history has it. Two queries."""
    rows = Prefetch("events", queryset=Event.objects.order_by("pk"))
    found = []
    for infusion in patient.infusions.filter(events__kind=e.InfusionStarted.__name__).distinct().prefetch_related(rows):
        facts = Visit(infusion, list(infusion.events.all())).facts
        start = facts.latest(e.InfusionStarted)
        if start is not None:
            found.append(Given(timezone.localdate(start.at), given(facts, at).total_mg))
    return sorted(found, key=lambda one: one.on)
