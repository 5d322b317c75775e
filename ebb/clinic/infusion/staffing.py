"""Who is on site for an infusion, each with the credentials of the day."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.lib.templatetags.ebb import day_and_clock
from ebb.clinic.people.credentials import anaesthesia_attends, is_supervised
from ebb.clinic.people.models import Site
from ebb.clinic.people.presence import counted, stays_at


@dataclass(frozen=True)
class Staffing:
    """`supervisors` by id. `unconfirmed_supervisor` names one who would do, had they said that they are still here."""

    supervisors: frozenset[UUID]
    anaesthesia_attends: bool
    unconfirmed_supervisor: str = ""

    @property
    def is_supervised(self) -> bool:
        return bool(self.supervisors)


def staffing_of(site: Site, at: datetime, *, infusion_running: bool | None = None) -> Staffing:
    """Who counts as on site at `at`; one query or two.

    Whether an infusion runs is looked up, for now, when it is not given and matters.
    """
    stays = stays_at(site, at)
    if infusion_running is None:
        infusion_running = any(stay.is_unconfirmed(at) for stay in stays) and _is_any_running(site)
    here = {stay.person: stay.credentials for stay in counted(stays, at, infusion_running=infusion_running)}
    may_supervise = [stay for stay in stays if is_supervised({stay.person: stay.credentials})]
    forgotten = next((stay for stay in may_supervise if stay.person not in here), None)
    return Staffing(
        supervisors=frozenset(stay.person for stay in may_supervise if stay.person in here),
        anaesthesia_attends=anaesthesia_attends(here),
        unconfirmed_supervisor=f"{forgotten.name}, {day_and_clock(forgotten.since_at)}" if forgotten else "",
    )


def _is_any_running(site: Site) -> bool:
    return Infusion.objects.giving().filter(site=site).exists()
