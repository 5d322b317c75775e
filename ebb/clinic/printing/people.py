"""Who took part in a visit: the name behind each entry, in full and short, with the credentials of the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from ebb.clinic.infusion.staffing import staffing_of
from ebb.clinic.people.models import SYSTEM, Credential
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.clinic.visit.timeline import names_of


@dataclass(frozen=True, kw_only=True)
class People:
    """`names`, `short` and `credentials` by the id as text; chairs are among the names."""

    names: dict[str, str]
    short: dict[str, str]
    credentials: dict[str, list[str]]

    def name(self, person: object) -> str:
        return self.names.get(str(person), _("unknown"))

    def titled(self, person: object) -> str:
        """Nora Nurse, registered nurse, ACLS"""
        return ", ".join([self.name(person), *self.credentials.get(str(person), [])])

    def initials(self, person: object) -> str:
        return self.short.get(str(person), "?")


def people_of(seen: VisitSnapshot, others: Iterable[object], at: datetime) -> People:
    """Everyone who wrote an entry of the visit, and the `others`. Three queries."""
    written_by = [line.by for line in sorted(seen.timeline, key=lambda line: line.id)]
    authors = list(dict.fromkeys(str(person) for person in [*written_by, *others] if person))
    names = names_of(authors, seen.infusion.site_id)
    held: dict[str, list[str]] = {}
    known = Credential.objects.on(timezone.localdate(at)).filter(user_id__in=[one for one in authors if one in names])
    for person, kind in known.order_by("id").values_list("user_id", "kind"):
        held.setdefault(str(person), []).append(kind)
    return People(names=names, short=_initials(authors, names), credentials=held)


def _initials(authors: Iterable[str], names: dict[str, str]) -> dict[str, str]:
    """NN, and NN2 for the second person with the same letters."""
    short: dict[str, str] = {}
    for person in authors:
        name = names.get(person, "?")
        letters = name if person == str(SYSTEM) else "".join(word[0].upper() for word in name.split())
        taken = sum(one.rstrip("0123456789") == letters for one in short.values())
        short[person] = f"{letters}{taken + 1}" if taken else letters
    return short


def supervisors_then(seen: VisitSnapshot) -> list[str]:
    """Those on site at the start who may supervise, by id. Two queries; none for an infusion that never started."""
    if seen.started_at is None:
        return []
    running = (staffing_of(seen.infusion.site, seen.started_at, infusion_running=one) for one in (False, True))
    return next((sorted(map(str, one.supervisors)) for one in running if one.is_supervised), [])


def who(seen: VisitSnapshot, people: People, supervisors: list[str]) -> str:
    """What the initials stand for, and who supervised."""
    legend = "; ".join(f"{short} = {people.titled(person)}" for person, short in people.short.items())
    if seen.started_at is None:
        return _("Initials: {legend}.").format(legend=legend)
    present = ", ".join(people.name(person) for person in supervisors) or _("nobody who may supervise")
    return _("Initials: {legend}. On site at the start to supervise: {present}.").format(legend=legend, present=present)
