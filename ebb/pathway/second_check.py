"""Two people calculate the same container blind; agreement with each other and with the order, or a stop.

Clinical reference 2.3: forward and backward agree within 1 % [D]. Hazard: two people who read the same wrong number to
each other. No finding shows a number of the other person or of the order, so that both can check again blind.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal

from ebb.pathway import events as e
from ebb.pathway.findings import Finding, Level
from ebb.pathway.orders import Order, calculate_dose, delivered_dose, same_rate
from ebb.pathway.quantities import Kg, Mg, MgPerH, MgPerMl, MlPerH, shown
from ebb.pathway.visit_facts import VisitFacts

Need = Literal["start", "container", "increase"]

SOURCE = "forward and backward agree within 1 %, clinical reference 2.3"
FIELDS = {
    "weight_kg": "weight",
    "vial_mg_per_ml": "vial strength",
    "drawn_ml": "volume drawn",
    "concentration_mg_per_ml": "concentration",
    "rate_ml_per_h": "rate",
    "volume_ml": "volume",
}
TWO_PEOPLE = Finding(
    "C-same-person",
    Level.STOP,
    "Both checks were entered by the same person.",
    "A second person checks, without seeing the first one's numbers.",
    source="Two-person independent check, clinical reference 2.3",
    mark="D",
)
OTHER_CONTAINER = TWO_PEOPLE.variant(
    "The checks are for {first} and {second}, the container to run is {container}.",
    "Both check the container that will run.",
    id="C-container",
)
TOO_EARLY = TWO_PEOPLE.variant(
    "A check was entered before {container} was made up.", "Both check again.", id="C-before-prepared"
)
BACKWARD = TWO_PEOPLE.variant(
    "Calculated back from the pump, a check does not come to the rate per kilogram of the order.",
    "Look for small differences in weight, concentration and rate, and both enter again, blind.",
    id="C-backward",
)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What the order makes of this container: the numbers both people should arrive at.

    Vial and syringe are None where nobody can read them: an older container, or one that is mixed already.
    """

    weight_kg: Decimal
    vial_mg_per_ml: Decimal | None
    drawn_ml: Decimal | None
    concentration_mg_per_ml: Decimal
    rate_ml_per_h: Decimal
    volume_ml: Decimal
    mg_per_kg_per_h: Decimal


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Two people and the order agree. The numbers are the order's."""

    container: str
    first_by: str
    second_by: str
    expected: Expected


def expected_for(
    order: Order,
    container: e.ContainerPrepared,
    *,
    weight_kg: Decimal,
    remaining_mg: Decimal | None = None,
    rate_mg_per_h: Decimal | None = None,
    mixed: bool = False,
) -> Expected:
    """What to arrive at. `volume_ml` is what is to go in from this container: never more than it holds.

    `weight_kg` is the dosing weight; `remaining_mg` what is left of the order (all of it by default); `rate_mg_per_h`
    the rate requested now, where it is not the order's own. Of a `mixed` container vial and syringe are no longer read.
    """
    solution = MgPerMl.of(container.concentration_mg_per_ml)
    forward = calculate_dose(order, weight_kg, solution.value)
    rate = MgPerH.of(forward.mg_per_h if rate_mg_per_h is None else rate_mg_per_h) / solution
    needed = Mg.of(forward.total_mg if remaining_mg is None else remaining_mg) / solution
    return Expected(
        weight_kg=weight_kg,
        vial_mg_per_ml=None if mixed else container.vial_mg_per_ml,
        drawn_ml=None if mixed else container.drawn_ml,
        concentration_mg_per_ml=solution.value,
        rate_ml_per_h=rate.settled,
        volume_ml=min(needed.settled, container.volume_ml),
        mg_per_kg_per_h=delivered_dose(rate.value, solution.value, weight_kg).mg_per_kg_per_h,
    )


def compare(
    first: e.CheckEntered,
    second: e.CheckEntered,
    *,
    order: Order,
    container: e.ContainerPrepared,
    weight_kg: Decimal,
    remaining_mg: Decimal | None = None,
    rate_mg_per_h: Decimal | None = None,
    mixed: bool = False,
) -> Agreement | list[Finding]:
    """Agreement of both people with each other and with the order, or every reason against it."""
    expected = expected_for(
        order, container, weight_kg=weight_kg, remaining_mg=remaining_mg, rate_mg_per_h=rate_mg_per_h, mixed=mixed
    )
    found = _not_two_checks(first, second, container) or _differences(first, second, expected)
    if found:
        return found
    return Agreement(container=container.container, first_by=first.by, second_by=second.by, expected=expected)


def _not_two_checks(first: e.CheckEntered, second: e.CheckEntered, container: e.ContainerPrepared) -> list[Finding]:
    found = []
    if first.by == second.by:
        found.append(TWO_PEOPLE)
    if {first.container, second.container} != {container.container}:
        inputs = {"first": first.container, "second": second.container, "container": container.container}
        found.append(replace(OTHER_CONTAINER, inputs=inputs))
    if min(first.at, second.at) < container.at:
        found.append(TOO_EARLY.with_inputs(container=container.container))
    return found


def differing(first: e.CheckEntered, second: e.CheckEntered) -> list[str]:
    """The fields in which two people differ; what neither was asked is no difference."""
    return [field for field in FIELDS if not _same(getattr(first, field), getattr(second, field))]


def _same(one: Decimal | None, other: Decimal | None) -> bool:
    return one is other if one is None or other is None else same_rate(one, other)


def _differences(first: e.CheckEntered, second: e.CheckEntered, expected: Expected) -> list[Finding]:
    found, differ = [], differing(first, second)
    for field, name in FIELDS.items():
        right = getattr(expected, field)
        if field in differ:
            found.append(_people_differ(name))
        elif right is not None and not all(_same(getattr(check, field), right) for check in (first, second)):
            found.append(_order_differs(name))
    return found or _backwards(first, expected) or _backwards(second, expected)


def _people_differ(name: str) -> Finding:
    return TWO_PEOPLE.variant(
        f"The two checks differ in {name}.",
        "Look again, each alone, and both enter again, blind.",
        id=f"C-people-{name.replace(' ', '-')}",
    )


def _order_differs(name: str) -> Finding:
    return TWO_PEOPLE.variant(
        f"Both checks agree in {name}, but not with the order and the container as it was recorded.",
        "Look at order, vial and syringe together, mend what is wrong, and both enter again, blind.",
        id=f"C-order-{name.replace(' ', '-')}",
    )


def _backwards(check: e.CheckEntered, expected: Expected) -> list[Finding]:
    """Small differences that each pass may add up: the rate per kilogram is calculated back from the typed numbers."""
    back = delivered_dose(check.rate_ml_per_h, check.concentration_mg_per_ml, check.weight_kg)
    if same_rate(back.mg_per_kg_per_h, expected.mg_per_kg_per_h):
        return []
    return [BACKWARD]


def check_needed(facts: VisitFacts, order: Order, change: e.Event, *, weight_kg: Decimal) -> Need | None:
    """Why this change needs a blind check by two; None when one nurse's read-back is enough.

    Going down, or going up no further than the order, needs none. `weight_kg` is the dosing weight.
    """
    if isinstance(change, e.InfusionStarted):
        return "start"
    if isinstance(change, e.ContainerChanged):
        return "container"
    if isinstance(change, e.RateChanged | e.Resumed) and _goes_beyond(facts, order, change, Kg.of(weight_kg)):
        return "increase"
    return None


def latest_checks(facts: VisitFacts, container: str, *, since: datetime | None = None) -> list[e.CheckEntered]:
    """The checks of the present round for this container: none, one person's newest, or those of two people.

    Only what was entered after the container was last made up counts; `since` asks for checks newer than that, as an
    increase does. Once two are in, whoever enters again begins a new round: after a disagreement both enter again.
    """
    made, entered = False, dict[str, e.CheckEntered]()
    for event in facts:
        match event:
            case e.ContainerPrepared(container=label) if label == container:
                made, entered = True, {}
            case e.CheckEntered(container=label) if label == container and made and (not since or event.at >= since):
                entered = next_in_round(entered, event)
    return list(entered.values())


def next_in_round(entered: dict[str, e.CheckEntered], check: e.CheckEntered) -> dict[str, e.CheckEntered]:
    """The round with one more check, by person; a full one gives way to a new one."""
    return {**({} if len(entered) == 2 else entered), check.by: check}


def checked(
    facts: VisitFacts, container: str, *, since: datetime | None = None
) -> tuple[e.CheckEntered, e.CheckEntered] | None:
    """The two checks of the present round; None until there are two. Whether they agree is for `compare` to say."""
    entered = latest_checks(facts, container, since=since)
    return (entered[0], entered[1]) if len(entered) == 2 else None


def _goes_beyond(facts: VisitFacts, order: Order, change: e.RateChanged | e.Resumed, weight: Kg) -> bool:
    pump = facts.pump_at(change.at)
    if pump is None:
        return True
    requested = MgPerMl.of(pump.concentration_mg_per_ml) * MlPerH.of(change.rate_ml_per_h)
    signed = MgPerH.of(calculate_dose(order, weight.value, Decimal(1)).mg_per_h)
    return requested > pump.mg_per_h and requested > signed and not same_rate(requested.value, signed.value)


def judge_as_ordered(
    order: Order, *, rate_ml_per_h: Decimal, concentration_mg_per_ml: Decimal, weight_kg: Decimal
) -> list[Finding]:
    """Whether a pump rate is the order's own within 1 %. Below it is remarked on; above it is refused.

    `weight_kg` is the dosing weight.
    """
    back = delivered_dose(rate_ml_per_h, concentration_mg_per_ml, weight_kg)
    ordered = calculate_dose(order, weight_kg, concentration_mg_per_ml).mg_per_kg_per_h
    found = back.mg_per_kg_per_h
    if same_rate(found, ordered):
        return []
    above = found > ordered
    return [
        Finding(
            "O-rate-above" if above else "O-rate-below",
            Level.STOP if above else Level.CAUTION,
            "{set} gives {found} mg/kg/h, " + ("more" if above else "less") + " than the {ordered} mg/kg/h ordered.",
            "Set {right} mL/h.",
            source=SOURCE,
            mark="D",
            inputs={
                "set": f"{shown(rate_ml_per_h)} mL/h",
                "found": shown(found),
                "ordered": shown(ordered),
                "right": shown(calculate_dose(order, weight_kg, concentration_mg_per_ml).ml_per_h),
            },
        )
    ]
