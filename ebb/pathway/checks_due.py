"""When two people must check, and whether two have (clinical reference 2.3)."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Literal

from ebb.pathway import events as e
from ebb.pathway.flow import pump_at
from ebb.pathway.orders import Order, calculate_dose, same_rate
from ebb.pathway.quantities import Kg, MgPerH, MgPerMl, MlPerH

Need = Literal["start", "container", "increase"]


def check_needed(events: Iterable[e.Event], order: Order, change: e.Event, *, weight_kg: Decimal) -> Need | None:
    """Why this change needs a blind check by two; None when one nurse's read-back is enough.

    Going down, or going up no further than the order, needs none. `weight_kg` is the dosing weight.
    """
    if isinstance(change, e.InfusionStarted):
        return "start"
    if isinstance(change, e.ContainerChanged):
        return "container"
    if isinstance(change, e.RateChanged | e.Resumed) and _goes_beyond(events, order, change, Kg.of(weight_kg)):
        return "increase"
    return None


def checked(
    events: Iterable[e.Event], container: str, *, since: datetime | None = None
) -> tuple[e.CheckEntered, e.CheckEntered] | None:
    """The last two checks of this container by different people, each person's newest; None until there are two.

    Only what was entered after the container was last made up counts; `since` asks for checks newer than that, as an
    increase does. Whether the two agree is for `compare` to say.
    """
    events = e.standing(events)
    made = [
        n for n, event in enumerate(events) if isinstance(event, e.ContainerPrepared) and event.container == container
    ]
    if not made:
        return None
    newest: dict[str, e.CheckEntered] = {}
    for event in events[made[-1] :]:
        if isinstance(event, e.CheckEntered) and event.container == container and (since is None or event.at >= since):
            newest.pop(event.by, None)
            newest[event.by] = event
    if len(newest) < 2:
        return None
    first, second = list(newest.values())[-2:]
    return first, second


def _goes_beyond(events: Iterable[e.Event], order: Order, change: e.RateChanged | e.Resumed, weight: Kg) -> bool:
    pump = pump_at(events, change.at)
    if pump is None:
        return True
    meant = MgPerMl.of(pump.concentration_mg_per_ml) * MlPerH.of(change.rate_ml_per_h)
    signed = MgPerH.of(calculate_dose(order, weight.value, Decimal(1)).mg_per_h)
    return meant > pump.mg_per_h and meant > signed and not same_rate(meant.value, signed.value)
