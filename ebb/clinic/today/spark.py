"""The tiny curve on a card: predicted concentration from the start to an hour past the end, by one model."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from ebb.clinic.visit.cards import Card
from ebb.pathway.prediction import predicted
from ebb.pharmacology import kamp_2020

WIDTH, HEIGHT = 100, 24
AFTER_END = timedelta(minutes=60)
EVERY_MIN = 4.0
KEPT = 256

Point = tuple[datetime, float]


@dataclass(frozen=True)
class Spark:
    """Paths in a box of 100 by 24: what is past, what is ahead, and the line of now."""

    past: str
    ahead: str
    now: str


_drawn: OrderedDict[tuple[UUID, int, datetime], "Spark | None"] = OrderedDict()


def spark_of(card: Card) -> Spark | None:
    """The curve of a card, as it is known this minute; None where the model has nothing to say.

    A board is drawn far more often than its curves change, so each is kept until the minute or the facts move on.
    """
    key = (card.infusion.pk, len(card.facts), card.at.replace(second=0, microsecond=0))
    if key not in _drawn:
        _drawn[key] = draw(card)
        while len(_drawn) > KEPT:
            _drawn.popitem(last=False)
    return _drawn[key]


def draw(card: Card) -> Spark | None:
    end = max((card.ended_at or card.amounts.ends_at or card.at) + AFTER_END, card.at)
    order = card.infusion.order
    curves = predicted(
        card.facts,
        weight_kg=order.weight_kg,
        age_y=card.infusion.patient.age_on(timezone.localdate(card.at)),
        from_=card.started_at,
        to=end,
        at=card.at,
        models=[kamp_2020],
        ordered_mg=card.amounts.ordered_mg,
        every_min=EVERY_MIN,
    )
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
