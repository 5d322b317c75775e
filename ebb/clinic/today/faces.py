"""The face of a card on the board: what a glance takes in, in words, with alarms in front."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.lib.templatetags.ebb import clock, lasting
from ebb.clinic.today.spark import Spark, spark_of
from ebb.clinic.visit.alarms import PRIORITIES, Alarm
from ebb.clinic.visit.cards import Card
from ebb.clinic.visit.current_vitals import Tile, tiles_of
from ebb.pathway.schedule import Due
from ebb.pathway.steps import AFTER_END, BEFORE_START, State

LATE = ("overdue", "missed twice")


@dataclass(frozen=True, kw_only=True)
class Face:
    """A chair with its patient, or free with who comes `next`."""

    card: Card
    free: bool
    phase: str = "free"
    told: str = ""
    href: str = ""
    amounts: str = ""
    scored: str = ""
    tiles: Sequence[Tile] = ()
    spark: Spark | None = None
    alarm: Alarm | None = None
    due: Due | None = None
    next: Infusion | None = None

    @property
    def late(self) -> bool:
        return self.due is not None and self.due.state in LATE

    @property
    def asks(self) -> bool:
        """Whether someone should look at the pump: not confirmed, or running past the order."""
        return self.card.unconfirmed is not None or _is_in(self.card)


def faces_of(cards: Iterable[Card], expected: Sequence[Infusion]) -> list[Face]:
    """Emergencies first, then alarms by loudness, then by chair. The first free chair names who comes next."""
    ahead = iter(expected)
    found = [_face(card) if card.infusion else Face(card=card, free=True, next=next(ahead, None)) for card in cards]
    return sorted(found, key=_loudness)


def _loudness(face: Face) -> int:
    if face.card.emergency_at:
        return -1
    return (
        PRIORITIES.index(face.alarm.priority) if face.alarm and face.alarm.state != "acknowledged" else len(PRIORITIES)
    )


def _face(card: Card) -> Face:
    page = "recovery" if card.state in AFTER_END else "infusion"
    return Face(
        card=card,
        free=False,
        phase=phase(card.state),
        told=told(card),
        href=reverse(page, args=[card.infusion.pk]),
        amounts=amounts(card),
        scored=scored(card),
        tiles=tiles_of(card.vitals),
        spark=spark_of(card) if card.started_at else None,
        alarm=card.alarms[0] if card.alarms else None,
        due=card.due[0] if card.due else None,
    )


def phase(state: State) -> str:
    if state in AFTER_END:
        return "recovery"
    return {State.RUNNING: "running", State.PAUSED: "paused"}.get(state, "waiting")


def told(card: Card) -> str:
    """Where this visit stands, and that nobody has yet seen it so at the pump."""
    return _("{told}, not confirmed").format(told=_stands(card)) if card.unconfirmed else _stands(card)


def _stands(card: Card) -> str:
    """The phase with the one time that matters now."""
    if card.state is State.PAUSED:
        return _("paused {clock}").format(clock=clock(card.paused_since))
    if _is_in(card):
        return _("ordered amount is in")
    if card.state is State.RUNNING and card.remaining is not None:
        return _("{span} left").format(span=lasting(card.remaining))
    if card.state in AFTER_END and card.ended_at:
        return _("recovery {span}").format(span=lasting(card.at - card.ended_at))
    return str(card.state.value)


def _is_in(card: Card) -> bool:
    return card.state is State.RUNNING and card.remaining == timedelta(0)


def amounts(card: Card) -> str:
    if card.state in BEFORE_START:
        return _("{mg:.1f} mg ordered").format(mg=card.amounts.ordered_mg)
    return _("{given:.1f} of {ordered:.1f} mg").format(
        given=card.amounts.given.total_mg, ordered=card.amounts.ordered_mg
    )


def scored(card: Card) -> str:
    """The last dissociation score, which tells most about how far away someone is."""
    last = (card.scores or {}).get("dissociation")
    return "" if last is None or last.score is None else _("dissociation {score}").format(score=last.score)
