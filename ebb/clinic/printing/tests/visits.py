"""Whole visits for the printed pages, made through the actions: `smooth`, `eventful` and `unconnected`.

Each is over at the moment it returns with: the patient went home.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from math import sin
from types import SimpleNamespace

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after, again
from ebb.clinic.infusion.tests.monitor import speak
from ebb.clinic.recovery import actions as recovery
from ebb.clinic.recovery.tests.recovering import recovered

Over = tuple[Infusion, datetime]
Visit = Callable[..., Over]
SCALES = ("sedation", "dissociation", "pain", "nausea")


def smooth(cast: SimpleNamespace, at: datetime, **arrival: object) -> Over:
    """Forty minutes from `at` on a connected monitor, scored as the schedule asks; home an hour after the end."""
    infusion = journey.running(cast, at, **arrival)
    watched(infusion, at, -8, 105)
    for minute in (5, 10, 15, 25, 35):
        scored(cast, infusion, after(at, minute), dissociation=1 if minute > 5 else 0, pain=4)
    _end(cast, infusion, after(at, 40))
    for minute in (55, 70):
        scored(cast, infusion, after(at, minute), dissociation=1 if minute < 60 else 0, pain=3)
    return _home(cast, infusion, after(at, 105))


def unconnected(cast: SimpleNamespace, at: datetime, **arrival: object) -> Over:
    """The same on typed values, in the chair without a monitor."""
    infusion = journey.running(cast, at, chair=cast.plain_chair, **arrival)
    for minute in (5, 10, 15, 25, 35, 40, 55, 70, 85):
        if minute == 55:
            _end(cast, infusion, after(at, 40))
        typed(cast, infusion, after(at, minute), minute)
        scored(cast, infusion, after(at, minute), pain=3)
    return _home(cast, infusion, after(at, 105))


def eventful(cast: SimpleNamespace, at: datetime, **arrival: object) -> Over:
    """A mis-tap, a pause, a slower rate, a second bag, drugs, a gap, late entries and a hand-over."""
    infusion = journey.running(cast, at, **arrival)
    by = {"by": cast.nurse.pk}
    watched(infusion, at, -8, 21)
    watched(infusion, at, 27, 135)
    wrong = actions.pause(infusion, reason="wrong chair", **by, at=after(at, 6))
    actions.supersede(infusion, event=wrong, reason="meant chair 2", **by, at=after(at, 7))
    pause = actions.pause(infusion, reason="nausea", **by, at=after(at, 12))
    actions.confirm_at_pump(infusion, event=pause, **by, at=after(at, 13))
    actions.give_adjunct(
        infusion, drug="ondansetron", dose=Decimal(4), unit="mg", route="IV", reason="nausea 6", **by, at=after(at, 14)
    )
    actions.resume(infusion, **by, at=after(at, 22))
    actions.change_rate(infusion, rate_ml_per_h=Decimal(30), reason="dissociation 3", **by, at=after(at, 30))
    second_bag(cast, infusion, after(at, 40))
    actions.note(
        infusion, text="Asked for the window to be opened.", **by, at=after(at, 58),
        happened_at=after(at, 45), late_reason="hands full",
    )  # fmt: skip
    actions.offer_handover(infusion, to=cast.second_nurse, **by, at=after(at, 50))
    actions.accept_handover(infusion, by=cast.second_nurse.pk, at=after(at, 51))
    for minute in range(5, 66, 5):
        scored(cast, infusion, after(at, minute), dissociation=minute % 4, pain=5, nausea=minute % 7)
    _end(cast, infusion, after(at, 70), "7.2")
    for minute in (85, 100, 115):
        scored(cast, infusion, after(at, minute), pain=3)
    return _home(cast, infusion, after(at, 135))


def second_bag(cast: SimpleNamespace, infusion: Infusion, at: datetime) -> None:
    """Drawn up twice as strong, checked blind by both, mixed, and hung two minutes later at half the rate."""
    bag, rate = {"container": "bag 2"}, {"rate_ml_per_h": Decimal(15)}
    numbers = {"concentration_mg_per_ml": Decimal(2), "drawn_ml": Decimal(2), "volume_ml": Decimal(15) / 2}
    journey.draw_up(cast, infusion, at, **bag, **journey.STRONGER, **rate)
    journey.check_twice(cast, infusion, after(at, 1), **bag, **numbers, **rate)
    journey.read_label(cast, infusion, after(at, 1), **bag, mg_per_ml=Decimal(2))
    actions.read_pump_volume(infusion, volume_ml=Decimal(22), by=cast.nurse.pk, at=after(at, 2))
    actions.change_container(infusion, container="bag 2", by=cast.nurse.pk, at=after(at, 2))


def watched(infusion: Infusion, at: datetime, start: int, end: int, every_s: int = 10) -> None:
    """A monitor that speaks from minute to minute; the cuff measures every five."""
    for minute in range(start, end):
        cuff = {"nibp_sys_mmhg": 128.0 + round(12 * sin(minute / 20)), "nibp_dia_mmhg": 78.0} if minute % 5 == 0 else {}
        moved = {"hr_per_min": 74.0 + round(8 * sin(minute / 15)), "spo2_percent": 97.0 - (minute == 30) * 3}
        speak(infusion, after(at, minute), seconds=60, every_s=every_s, **moved, **cuff)


def typed(cast: SimpleNamespace, infusion: Infusion, at: datetime, minute: int = 0) -> None:
    values = {"hr_per_min": Decimal(72 + minute % 9), "nibp_sys_mmhg": Decimal(126 + minute % 11)}
    actions.chart_vitals(infusion, **{**journey.RESTING, **values}, by=cast.nurse.pk, at=at)


def scored(cast: SimpleNamespace, infusion: Infusion, at: datetime, **scores: int) -> None:
    for scale in SCALES:
        actions.score(infusion, scale=scale, value=scores.get(scale, 0), by=cast.nurse.pk, at=at)


def _end(cast: SimpleNamespace, infusion: Infusion, at: datetime, volume_ml: str = "39.6") -> None:
    stop = actions.stop(infusion, completed=True, by=cast.nurse.pk, at=at)
    actions.confirm_at_pump(infusion, event=stop, by=cast.nurse.pk, at=after(at, 1))
    actions.read_pump_volume(infusion, volume_ml=Decimal(volume_ml), by=cast.nurse.pk, at=after(at, 1))
    recovery.begin_recovery(infusion, by=cast.nurse.pk, at=after(at, 2))


def _home(cast: SimpleNamespace, infusion: Infusion, at: datetime) -> Over:
    recovered(cast, at, infusion=infusion)
    recovery.discharge(infusion, name="Ada Aunt", by=cast.nurse.pk, at=at)
    return again(infusion), at
