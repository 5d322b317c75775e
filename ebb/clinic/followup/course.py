"""What happened to one patient, as the figure and the sentences take it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from ebb.clinic.followup.models import DiaryEntry
from ebb.clinic.followup.picture import picture
from ebb.clinic.followup.working import Day, Given, sentences
from ebb.clinic.infusion.models import Event
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.people.models import Patient
from ebb.figure import Figure
from ebb.pathway import events as e
from ebb.pathway.amounts import given

PHONE, TABLET = 340, 680  # pixels; each page shows the drawing that fits it, so that its words stay readable


@dataclass(frozen=True)
class Course:
    """The diary that counts, the infusions really given, and what they say together."""

    entries: list[DiaryEntry]
    infusions: list[Given]
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
    return Course(entries, infusions, sentences(days, infusions, today), drawn, narrow)


def infusions_given(patient: Patient, at: datetime) -> list[Given]:
    """Day and milligrams of each infusion that was started, as the pump's history has it. Two queries."""
    rows = Prefetch("events", queryset=Event.objects.order_by("pk"))
    found = []
    for infusion in patient.infusions.filter(events__kind=e.InfusionStarted.__name__).distinct().prefetch_related(rows):
        facts = Visit(infusion, list(infusion.events.all())).standing
        start = e.latest(facts, e.InfusionStarted)
        if start is not None:
            found.append(Given(timezone.localdate(start.at), given(facts, at).total_mg))
    return sorted(found, key=lambda one: one.on)
