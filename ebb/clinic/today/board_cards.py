"""The board's cards: what a glance takes in, in words, with alarms in front."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.lib.templatetags.ebb import clock, lasting
from ebb.clinic.visit.alarms import PRIORITIES, Alarm
from ebb.clinic.visit.cards import Card
from ebb.clinic.visit.current_vitals import Tile, tiles_of
from ebb.clinic.visit.figure import expected_curves
from ebb.pathway.beyond_order import BeyondOrder
from ebb.pathway.schedule import Due
from ebb.pathway.steps import AFTER_END, BEFORE_START, GIVING, State
from ebb.pharmacology import kamp_2020

WIDTH, HEIGHT = 100, 24
CURVE_AFTER_END = timedelta(minutes=60)
EVERY_MIN = 4.0
MOST_DRAWN = 256
ONE_MINUTE = timedelta(minutes=1)
BEFORE = 0.5
"""Puts what is given beyond the order in front of alarms of the same priority."""

Point = tuple[datetime, float]


@dataclass(frozen=True)
class Spark:
    """Paths in a box of 100 by 24: what is past, what is ahead, and the line of now."""

    past: str
    ahead: str
    now: str


@dataclass(frozen=True, kw_only=True)
class BoardCard:
    """A chair with its patient, or free with who comes `next`."""

    card: Card
    free: bool
    phase: str = "free"
    status: str = ""
    href: str = ""
    amounts: str = ""
    scored: str = ""
    tiles: Sequence[Tile] = ()
    spark: Spark | None = None
    alarm: Alarm | None = None
    due: Due | None = None
    next: str = ""
    without_numbers: str = ""

    @property
    def needs_a_look(self) -> bool:
        """Whether someone should look at the pump: not confirmed, or running past the order."""
        return self.card.unconfirmed is not None or _is_in(self.card) or self.beyond is not None

    @property
    def beyond(self) -> BeyondOrder | None:
        return _over(self.card)


def board_cards(cards: Iterable[Card], expected: Sequence[Infusion]) -> list[BoardCard]:
    """Emergencies first, then alarms by loudness, then by chair. The first free chair names who comes next."""
    ahead = iter(expected)
    found = [
        _board_card(card)
        if card.infusion
        else BoardCard(card=card, free=True, next=_waited_for(next(ahead, None), card))
        for card in cards
    ]
    return sorted(found, key=_loudness)


def _loudness(shown: BoardCard) -> float:
    if shown.card.emergency_at:
        return -1
    loud = [PRIORITIES.index(shown.alarm.priority)] if shown.alarm and not shown.alarm.acknowledged else []
    if over := _over(shown.card):
        loud.append(PRIORITIES.index(over.priority) - BEFORE)
    return min(loud, default=len(PRIORITIES))


def _waited_for(visit: Infusion | None, card: Card) -> str:
    """Who comes into a free chair next, and how late they are."""
    return f"{visit.patient}, {expected_words(visit.expected_at, card.at)}" if visit else ""


def expected_words(expected_at: datetime, at: datetime) -> str:
    """10:15, and by how much that time is past."""
    late = at - expected_at
    words = {"clock": clock(expected_at), "span": lasting(late)}
    return _("{clock}, {span} late").format(**words) if late >= ONE_MINUTE else words["clock"]


def without_numbers(card: Card) -> str:
    """Why a chair shows no present number, so that nobody takes an empty card for a calm patient."""
    if not card.connected:
        return _("no monitor, numbers are typed")
    sent = [vital for vital in card.vitals if vital.at is not None and not vital.charted]
    if any(vital.state == "fresh" for vital in sent):
        return ""
    last = max((vital.at for vital in sent), default=None)
    return (
        _("no number from the monitor since {clock}").format(clock=clock(last))
        if last
        else _("no number from the monitor yet")
    )


def _board_card(card: Card) -> BoardCard:
    page = "recovery" if card.state in AFTER_END else "infusion"
    return BoardCard(
        card=card,
        free=False,
        phase=phase(card.state),
        status=status(card),
        href=reverse(page, args=[card.infusion.pk]),
        amounts=amounts(card),
        scored=scored(card),
        tiles=tiles_of(card.vitals),
        spark=spark_of(card) if card.started_at else None,
        alarm=next(iter(card.alarms), None),
        due=card.due[0] if card.due else None,
        without_numbers=without_numbers(card),
    )


def phase(state: State) -> str:
    if state in AFTER_END:
        return "recovery"
    return {State.RUNNING: "running", State.PAUSED: "paused"}.get(state, "waiting")


def status(card: Card) -> str:
    """Where this visit stands, and that nobody has yet seen it so at the pump."""
    return _("{status}, not confirmed").format(status=_stands(card)) if card.unconfirmed else _stands(card)


def _stands(card: Card) -> str:
    """The phase with the one time that matters now."""
    if over := _over(card):
        return beyond_words(over)
    if card.state is State.PAUSED:
        return _("paused {clock}").format(clock=clock(card.paused_since))
    if _is_in(card):
        return _("ordered amount is in")
    if card.state is State.RUNNING and card.remaining is not None:
        return _("{span} left").format(span=lasting(card.remaining))
    if card.state in AFTER_END and card.ended_at:
        return _("recovery {span}").format(span=lasting(card.at - card.ended_at))
    return str(card.state.value)


def _over(card: Card) -> BeyondOrder | None:
    """What went in beyond the order, while more may follow."""
    return card.amounts.beyond if card.amounts and card.state in GIVING else None


def beyond_words(over: BeyondOrder) -> str:
    return _("{mg:.1f} mg beyond the order").format(mg=over.over_mg)


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


_drawn: OrderedDict[tuple[UUID, int, datetime], "Spark | None"] = OrderedDict()


def spark_of(card: Card) -> Spark | None:
    """The curve of a card, as it is known this minute; None where the model gives nothing.

    A board is drawn far more often than its curves change, so each is reused until the minute or the facts change.
    """
    key = (card.infusion.pk, len(card.facts), card.at.replace(second=0, microsecond=0))
    if key not in _drawn:
        _drawn[key] = curve_of(card)
        while len(_drawn) > MOST_DRAWN:
            _drawn.popitem(last=False)
    return _drawn[key]


def curve_of(card: Card) -> Spark | None:
    end = max((card.ended_at or card.amounts.ends_at or card.at) + CURVE_AFTER_END, card.at)
    curves = expected_curves(
        card.infusion, card.facts, card.started_at, end, card.at,
        ordered_mg=card.amounts.ordered_mg, models=[kamp_2020], every_min=EVERY_MIN,
    )  # fmt: skip
    points = _through(card.at, curves[0].points if curves else ())
    highest = max((value for _, value in points), default=0)
    if not highest:
        return None

    def x(moment: datetime) -> float:
        return WIDTH * (moment - card.started_at) / (end - card.started_at)

    def path(part: Iterable[Point]) -> str:
        steps = [f"{x(moment):.1f} {HEIGHT - 1 - (HEIGHT - 2) * value / highest:.1f}" for moment, value in part]
        return "M" + "L".join(steps) if steps else ""

    past = [point for point in points if point[0] <= card.at]
    return Spark(path(past), path(points[max(len(past) - 1, 0) :]), f"M{x(card.at):.1f} 0V{HEIGHT}")


def _through(at: datetime, points: Sequence[Point]) -> Sequence[Point]:
    """The points with one at `at`, on the line between its neighbours, so that past and future meet there."""
    place = next((place for place, (moment, _) in enumerate(points) if moment > at), 0)
    if not place:
        return points
    (before, low), (after, high) = points[place - 1 : place + 1]
    return [*points[:place], (at, low + (high - low) * ((at - before) / (after - before))), *points[place:]]
