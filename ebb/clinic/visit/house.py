"""The worst alarm of the other chairs of a house, for the header of every ward page (SAFETY.md, H12)."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.people.models import CLINICAL, Site
from ebb.clinic.visit.alarms import Alarm, alarms_of, by_infusion, people_in, shown, urgency
from ebb.clinic.visit.timeline import names_of
from ebb.clinic.vitals.models import AlarmChange
from ebb.pathway.beyond_order import BEYOND_ORDER
from ebb.pathway.steps import AFTER_END, State


@dataclass(frozen=True)
class HouseAlarm:
    """One line: which chair, what, since when, where it leads; `is_mine` once it went on to who reads it."""

    alarm: Alarm
    infusion: Infusion
    text: str
    is_mine: bool

    @property
    def page(self) -> str:
        after_end = State(self.infusion.state) in AFTER_END
        return reverse("recovery" if after_end else "infusion", args=[self.infusion.pk])

    def href(self, roles: set[str]) -> str:
        return self.page if roles & CLINICAL else reverse("board")


def house_alarm(site: Site, *, person: UUID, but: UUID | None = None, blind: bool = False) -> HouseAlarm | None:
    """The worst alarm that nobody has acknowledged, in any visit of the house `but` one. One query, two more for one.

    What has gone on to this person comes first. A `blind` page shows no amount of drug (SAFETY.md, H06).
    """
    present = Infusion.objects.present().filter(site=site)
    changes = by_infusion(AlarmChange.objects.filter(infusion__in=present.values("pk")).exclude(infusion=but))
    people = people_in(step for steps in changes.values() for step in steps if step.passed_to)
    names = names_of(people, site.pk) if people else {}
    waiting = [
        alarm for steps in changes.values() for alarm in shown(alarms_of(steps, names)) if not alarm.acknowledged
    ]
    if not waiting:
        return None
    worst = min(waiting, key=lambda alarm: (not alarm.went_on_to(person), urgency(alarm)))
    hidden = blind and worst.parameter == BEYOND_ORDER
    return HouseAlarm(
        alarm=worst,
        infusion=present.select_related("chair").get(pk=worst.steps[0].infusion),
        text=_("more given than ordered") if hidden else worst.text,
        is_mine=worst.went_on_to(person),
    )
