"""How invented patients fare at home, and the diary they keep of it from their link.

Who responds and for how long follows clinical reference 7.2: assumptions [D] shaped by its section 7.1, never evidence.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from ebb.clinic.demo.clinic import Clinic, DemoPatient
from ebb.clinic.followup.actions import keep_diary, make_link
from ebb.clinic.followup.models import DiaryLink
from ebb.clinic.infusion.models import Event
from ebb.pathway.events import InfusionStarted

RESPONDERS = {"crps": 0.5, "neuropathic": 0.4, "fibromyalgia": 0.3, "headache": 0.3, "back": 0.25}  # [D]
RELIEF = (0.35, 0.6)  # [D] part of the pain that goes at its best
MEDIAN_DAYS = 21  # [D] single infusion, lognormal between people
RISE_DAYS = 1.0  # little on day 1, clear by day 3 [S14]
WRITTEN_SHARE, WRITTEN_AT_FIRST_SHARE = 0.88, 0.45
"""Of the evenings; in the first six weeks, before there was a plan, every other one was asked for."""
EVENING = time(20, 0)
KEPT_SINCE = timedelta(weeks=12)
"""So far back the diary goes; no more is written afterwards, however long the demonstration was closed."""


@dataclass(frozen=True)
class PainCourse:
    """One person's pain over the days: what it is without help, and what an infusion takes off it."""

    seed: str
    pain: float
    relief: float
    half_life_days: float

    @classmethod
    def of(cls, person: DemoPatient, pain: int) -> "PainCourse":
        drawn = Random(f"{person.patient.number} diary")
        # The first two show a good response, the others what chance gives.
        responds = person.place < 2 or drawn.random() < RESPONDERS[person.invented.evidence]
        relief = drawn.uniform(*RELIEF) if responds else drawn.uniform(0, 0.08)
        half_life = MEDIAN_DAYS * math.exp(drawn.gauss(0, 0.4))
        return cls(person.patient.number, pain, relief, half_life)

    def average(self, on: datetime, infusions: Sequence[datetime]) -> float:
        """The day's pain, before it is rounded."""
        since = [(on - at).total_seconds() / 86_400 for at in infusions if at < on]
        eased = max((self._eased(days) for days in since), default=0.0)
        return self.pain * (1 - self.relief * eased) + Random(f"{self.seed} {on:%Y-%m-%d}").gauss(0, 0.7)

    def _eased(self, days: float) -> float:
        return (1 - 0.5 ** (days / RISE_DAYS)) * 0.5 ** (days / self.half_life_days)


def keep_up(clinic: Clinic, person: DemoPatient, *, now: datetime) -> None:
    """Fill the diary from the day after its last entry, or for twelve weeks, to yesterday. Some evenings are missed."""
    patient = person.patient
    last = patient.diary.current().last()
    day = timezone.localdate(now - KEPT_SINCE)
    day = max(day, last.on + timedelta(days=1)) if last else day
    course = PainCourse.of(person, person.body(day).pain)
    started = Event.objects.filter(infusion__patient=patient, kind=InfusionStarted.__name__)
    infusions = sorted(started.values_list("happened_at", flat=True))
    link = _link(clinic, person, now - KEPT_SINCE)
    while day < timezone.localdate(now):
        evening = timezone.make_aware(datetime.combine(day, EVENING))
        drawn = Random(f"{patient.number} {day}")
        at_first = now - evening > KEPT_SINCE / 2
        if drawn.random() < (WRITTEN_AT_FIRST_SHARE if at_first else WRITTEN_SHARE):
            average = min(9, max(1, round(course.average(evening, infusions))))
            keep_diary(
                patient=patient, on=day, average=average, least=max(0, average - drawn.randint(1, 2)),
                worst=min(10, average + drawn.randint(1, 2)), now=average,
                sleep_h=Decimal(str(round(8.0 - 0.35 * average + drawn.uniform(-0.5, 0.5), 1))),
                link=link, by=patient.pk, at=evening,
            )  # fmt: skip
        day += timedelta(days=1)


def _link(clinic: Clinic, person: DemoPatient, since: datetime) -> DiaryLink:
    """The patient's link; the first one is sent by the front desk."""
    standing = person.patient.diary_links.filter(closed=None).order_by("-written_at").first()
    return standing or make_link(patient=person.patient, by=clinic.front_desk.pk, at=since)
