"""The face of a card on the board: what a glance takes in, in words, with alarms in front."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ebb.clinic.infusion.alarms import PRIORITIES, Alarm
from ebb.clinic.infusion.cards import Card
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tiles import Tile, tiles_of
from ebb.clinic.lib.templatetags.ebb import clock, lasting
from ebb.clinic.today.spark import Spark, spark_of
from ebb.pathway.schedule import Due
from ebb.pathway.steps import AFTER_END, BEFORE_START, State


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


def faces_of(cards: Iterable[Card], expected: Sequence[Infusion]) -> list[Face]:
    """Cards with alarms first, the loudest of them first; then by chair. The first free chair names who comes next."""
    ahead = iter(expected)
    found = [_face(card) if card.infusion else Face(card=card, free=True, next=next(ahead, None)) for card in cards]
    return sorted(found, key=_loudness)


def _loudness(face: Face) -> int:
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
    """Where this visit stands, with the one time that matters now."""
    if card.state is State.PAUSED:
        return _("paused {clock}").format(clock=clock(card.paused_since))
    if card.state is State.RUNNING and card.remaining is not None:
        return _("{span} left").format(span=lasting(card.remaining))
    if card.state in AFTER_END and card.ended_at:
        return _("recovery {span}").format(span=lasting(card.at - card.ended_at))
    return str(card.state.value)


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
