"""Whether a dose, a rate, a weight, a solution or one more infusion of a series may stand (clinical reference 2.3).

Hazards: a dose ten times too high that looks like any other number, a weight typed in pounds, an undiluted vial.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from ebb.pathway.findings import Finding, Level
from ebb.pathway.orders import Order, calculate_dose, delivered_dose
from ebb.pathway.programmes import (
    CLINIC,
    HANDBOOK,
    LABEL,
    PROGRAMMES,
    SCHWARTZMAN,
    TANKHA,
    Programme,
    tightest,
)
from ebb.pathway.quantities import Kg, Mg, MgPerH, MgPerKg, MgPerKgPerH, MgPerMl, Minutes, shown

ANAESTHETIC_RANGE = MgPerKgPerH.of(5)  # [D], beside label induction doses [S3]
UNDILUTED_STRENGTH = MgPerMl.of(100)  # [S3]
ROLLING_DAYS = 365

ANAESTHETIC = Finding(
    "L-rate-anaesthetic",
    Level.STOP,
    "{measured} is in the range of anaesthesia: this is an error of entry, not a dose.",
    "Enter the rate again and look at the decimal point.",
    source=LABEL,
    mark="D",
)
NOT_A_PHYSICIAN = Finding(
    "L-bolus-physician",
    Level.STOP,
    "Programme {programme} offers no bolus; only a physician may give one.",
    "A physician gives it and records it.",
    source=CLINIC,
    mark="D",
)
UNDILUTED = Finding(
    "L-concentration-undiluted",
    Level.STOP,
    "{measured} is undiluted: it must be diluted at least 1:1 before it goes into a vein.",
    "Dilute it, and enter the concentration of the container that will run.",
    source=LABEL,
    mark="S",
)
NOT_A_SOLUTION = Finding(
    "L-concentration-refused",
    Level.STOP,
    "{measured} is no solution of programme {programme}, which allows {allowed} mg/mL.",
    "Prepare a container at {allowed} mg/mL of ketamine base.",
    source=HANDBOOK,
    mark="D",
)
BY_SYRINGE_PUMP = NOT_A_SOLUTION.variant(
    "{measured} runs by syringe pump only.", "Use a syringe pump, or a weaker solution.", id="L-concentration-syringe"
)
OTHER_ENANTIOMER = Finding(
    "L-enantiomer",
    Level.STOP,
    "The order is for {ordered} ketamine, programme {programme} for {programmed}; they differ in potency.",
    "Order under a programme for {ordered} ketamine; nothing is converted.",
    source="professional memory",
    mark="M",
)
SAME_DAY = Finding(
    "L-series-same-day",
    Level.STOP,
    "There was an infusion on this day already.",
    "Another day.",
    source=CLINIC,
    mark="D",
)
SERIES_OVER = Finding(
    "L-series-hard-high",
    Level.STOP,
    "This would be infusion {number} of the series; {limit} are the most.",
    "A new assessment decides on a new series.",
    source=f"{TANKHA}; {SCHWARTZMAN}",
    mark="D",
)
SERIES_LONG = SERIES_OVER.variant(
    "This would be infusion {number} of the series; {limit} are the usual end.",
    "A physician records the reason to go on.",
    id="L-series-soft-high",
    level=Level.OVERRIDE,
)
MANY_IN_A_YEAR = SERIES_LONG.variant(
    "This would be infusion {number} within twelve months; {limit} are the usual most.",
    "A physician records the reason to go on.",
    id="L-year-soft-high",
    source="consensus text from memory, to be verified",
    mark="M",
)


def judge_order(
    order: Order,
    *,
    weight_kg: Decimal,
    concentration_mg_per_ml: Decimal | None = None,
    programme: Programme | None = None,
    first_visit: bool = False,
    last: Order | None = None,
    anaesthesia_attends: bool = False,
    syringe_pump: bool = False,
) -> list[Finding]:
    """Every limit this order breaks. `weight_kg` is the dosing weight, `last` the order of the visit before.

    The rate per kilogram is judged as written: a cap lowers what is given, but must not hide what was typed.
    """
    programme = programme or PROGRAMMES[order.programme]
    calculated = calculate_dose(order, weight_kg, Decimal(1))
    found = _judge_rate(programme, order.rate, MgPerH.of(calculated.mg_per_h), anaesthesia_attends)
    found += judge_total(programme, total_mg=calculated.total_mg, weight_kg=weight_kg)
    found += tightest(programme.about("least-total"), [MgPerKg.of(calculated.mg_per_kg)])
    if order.cap_mg_per_h is not None:
        cap = MgPerH.of(order.cap_mg_per_h)
        found += tightest(programme.about("cap"), [cap, cap / Kg.of(weight_kg)])
    found += tightest(programme.about("duration"), [order.duration.minutes])
    if first_visit:
        found += tightest(programme.about("start"), [order.dose, order.rate])
    if last is not None:
        more = [order.dose.above(last.dose), order.rate.above(last.rate)]
        found += tightest(programme.about("increase"), more)
    if concentration_mg_per_ml is not None:
        found += judge_concentration(programme, concentration_mg_per_ml, syringe_pump=syringe_pump)
    if order.enantiomer != programme.enantiomer:
        found.append(
            OTHER_ENANTIOMER.with_inputs(
                ordered=order.enantiomer, programme=programme.id, programmed=programme.enantiomer
            )
        )
    return found


def judge_rate(
    programme: Programme,
    *,
    rate_ml_per_h: Decimal,
    concentration_mg_per_ml: Decimal,
    weight_kg: Decimal,
    present_mg_per_h: Decimal | None = None,
    anaesthesia_attends: bool = False,
) -> list[Finding]:
    """Every limit a pump rate breaks. Going no higher than `present_mg_per_h` is never blocked, only remarked on."""
    back = delivered_dose(rate_ml_per_h, concentration_mg_per_ml, weight_kg)
    per_kg, per_h = MgPerKgPerH.of(back.mg_per_kg_per_h), MgPerH.of(back.mg_per_h)
    found = _judge_rate(programme, per_kg, per_h, anaesthesia_attends)
    if present_mg_per_h is not None and per_h <= MgPerH.of(present_mg_per_h):
        return [replace(finding, level=Level.CAUTION) for finding in found]
    return found


def judge_bolus(
    programme: Programme,
    *,
    dose_mg: Decimal,
    duration_min: Decimal | int,
    weight_kg: Decimal,
    session_mg: Decimal,
    by_physician: bool,
) -> list[Finding]:
    """Every limit a bolus breaks: its own row, and the session's total, of which `session_mg` is given or planned."""
    found = tightest(programme.about("bolus"), [Mg.of(dose_mg) / Kg.of(weight_kg)])
    found += tightest(programme.about("bolus-time"), [Minutes.of(duration_min)])
    found += judge_total(programme, total_mg=session_mg + dose_mg, weight_kg=weight_kg)
    if not by_physician:
        found.append(NOT_A_PHYSICIAN.with_inputs(programme=programme.id))
    return found


def judge_total(programme: Programme, *, total_mg: Decimal, weight_kg: Decimal) -> list[Finding]:
    """Whether a whole session, boluses counted, stays under its total."""
    total = Mg.of(total_mg)
    return tightest(programme.about("total"), [total, total / Kg.of(weight_kg)])


def judge_concentration(
    programme: Programme, concentration_mg_per_ml: Decimal, *, syringe_pump: bool = False
) -> list[Finding]:
    """Whether this solution may run into a vein under this programme."""
    solution = MgPerMl.of(concentration_mg_per_ml)
    if solution >= UNDILUTED_STRENGTH:
        return [UNDILUTED.with_inputs(measured=solution)]
    needs_syringe_pump = programme.concentrations.get(solution.value)
    if needs_syringe_pump is None:
        allowed = ", ".join(shown(strength) for strength in programme.concentrations)
        return [NOT_A_SOLUTION.with_inputs(measured=solution, programme=programme.id, allowed=allowed)]
    if needs_syringe_pump and not syringe_pump:
        return [BY_SYRINGE_PUMP.with_inputs(measured=solution)]
    return []


def judge_series(
    programme: Programme, *, on: date, series: Sequence[date], earlier: Sequence[date] = ()
) -> list[Finding]:
    """What stands against one more infusion `on` that day.

    `series` are the days of this series' infusions so far, `earlier` those of the patient's other ones.
    """
    number = len(series) + 1
    found = []
    if on in {*series, *earlier}:
        found.append(SAME_DAY)
    if number > programme.series_hard:
        found.append(SERIES_OVER.with_inputs(number=number, limit=programme.series_hard))
    elif programme.series_soft is not None and number > programme.series_soft:
        found.append(SERIES_LONG.with_inputs(number=number, limit=programme.series_soft))
    year = sum(on - timedelta(days=ROLLING_DAYS) < day <= on for day in {*series, *earlier}) + 1
    if year > programme.twelve_months_soft:
        found.append(MANY_IN_A_YEAR.with_inputs(number=year, limit=programme.twelve_months_soft))
    return found


def _judge_rate(programme: Programme, per_kg: MgPerKgPerH, per_h: MgPerH, attended: bool) -> list[Finding]:
    if per_kg >= ANAESTHETIC_RANGE:
        return [ANAESTHETIC.with_inputs(measured=per_kg)]
    return tightest(programme.about("rate"), [per_kg, per_h], attended=attended)
