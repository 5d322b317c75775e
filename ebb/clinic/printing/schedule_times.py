"""The moments at which the schedule of a visit asked for a set of vitals."""

from collections.abc import Iterator
from datetime import datetime

from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.pathway.observations import ObservationItem
from ebb.pathway.schedule import DEPARTURES, course_of
from ebb.pathway.visit_facts import VisitFacts


def moments(seen: VisitSnapshot) -> list[datetime]:
    """From the start, through the infusion and the recovery, at the intervals of the programme; none before a start."""
    here = VisitFacts.of(fact for fact in seen.facts if not isinstance(fact, DEPARTURES))
    course = course_of(here, seen.at, programme=seen.infusion.order.programme, first_visit=seen.first_visit)
    if course is None or course.started_at is None:
        return []
    end = stay(seen)[1]
    return list(_walk(course, course.started_at, end))


def stay(seen: VisitSnapshot) -> tuple[datetime, datetime]:
    """From arrival to the way home, or up to now."""
    return seen.arrived_at or seen.at, seen.left_at or seen.at


def _walk(course: object, start: datetime, end: datetime) -> Iterator[datetime]:
    """Each phase counts its own intervals from its beginning."""
    moment = start
    while moment <= end:
        yield moment
        after, boundary = moment + course.every(ObservationItem.PRESSURE, moment), course.next_phase_at(moment)
        moment = boundary if boundary and boundary < after else after
