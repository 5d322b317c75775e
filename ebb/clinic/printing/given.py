"""What went in: container by container, with the pump's own volume and every other drug beside it."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from ebb.clinic.lib.templatetags.ebb import clock, plain
from ebb.clinic.printing.formatting import hundredths
from ebb.clinic.printing.people import People
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.pathway import events as e
from ebb.pathway.orders import ARITHMETIC_MG

Pairs = list[tuple[str, str]]


def given(seen: VisitSnapshot, people: People) -> dict[str, object]:
    amounts = seen.amounts
    weight = seen.infusion.order.weight_kg
    total = amounts.given.total_mg
    rows = [
        (_("Given"), _("{given} of {ordered} mg ordered ({per_kg} mg/kg)").format(
            given=hundredths(total), ordered=hundredths(amounts.ordered_mg), per_kg=plain(round(total / weight, 3)))),
        *_beyond(seen),
        *_containers(seen),
        *_pump_readings(seen, people),
        *beside(seen, people.initials),
    ]  # fmt: skip
    notes = [_("Milligrams are the sum over the recorded rates of each container, pauses left out.")]
    return {"title": _("Given"), "rows": rows, "notes": notes}


def _beyond(seen: VisitSnapshot) -> Pairs:
    """What was infused beyond the order stands out; a bolus goes beside the order."""
    more = seen.amounts.given.infused_mg - seen.amounts.ordered_mg
    if more < ARITHMETIC_MG.value:
        return []
    return [(_("Beyond the order"), _("{mg} mg more was infused than ordered").format(mg=hundredths(more)))]


def _containers(seen: VisitSnapshot) -> Pairs:
    made = {fact.container: fact for fact in seen.facts.all_of(e.ContainerPrepared)}
    rows = []
    for name, part in seen.amounts.given.by_container.items():
        amount = _("{mg} mg in {ml} mL").format(mg=hundredths(part.mg), ml=hundredths(part.volume_ml))
        if name in made:
            amount += _(" of {volume} mL at {strength} mg/mL, lot {lot}").format(
                volume=plain(made[name].volume_ml), strength=plain(made[name].concentration_mg_per_ml),
                lot=made[name].lot,
            )  # fmt: skip
        rows.append((_("from {container}").format(container=name), amount))
    return rows


def _pump_readings(seen: VisitSnapshot, people: People) -> Pairs:
    read = {fact.at: fact.by for fact in seen.facts.all_of(e.PumpVolumeRead)}
    rows = [
        (
            _("Pump's own volume"),
            _("{read} mL at {clock} ({container}, {who}); reckoned {reckoned} mL, {judged}").format(
                read=plain(one.read_ml), clock=clock(one.at), container=one.container,
                who=people.initials(read.get(one.at)), reckoned=hundredths(one.calculated_ml),
                judged=_judged(one.difference_ml, within=one.within_tolerance),
            ),
        )
        for one in seen.amounts.pump_readings
    ]  # fmt: skip
    return rows or [(_("Pump's own volume"), _("not read"))]


def _judged(difference_ml: Decimal, *, within: bool) -> str:
    difference = f"{difference_ml:+.2f} mL".replace("-", "−")
    return difference if within else _("{difference}: beyond tolerance").format(difference=difference)


def pump_state(seen: VisitSnapshot) -> str:
    """Whether drug still goes in; a stop or pause that nobody saw at the pump says so."""
    state = _pump(seen)
    return _("{state}, not yet confirmed at the pump").format(state=state) if seen.unconfirmed else state


def _pump(seen: VisitSnapshot) -> str:
    if seen.ended_at:
        return _("stopped at {clock}").format(clock=clock(seen.ended_at))
    if seen.pump is None or not seen.pump.running:
        return _("paused since {clock}").format(clock=clock(seen.paused_since))
    return _("RUNNING at {ml} mL/h = {mg} mg/h").format(
        ml=plain(seen.pump.rate_ml_per_h), mg=plain(round(seen.pump.mg_per_h.value, 2))
    )


def beside(seen: VisitSnapshot, who: Callable[[str], str]) -> Pairs:
    """Boluses and other drugs, each with its time and who gave it."""
    rows = []
    for fact in seen.facts:
        if isinstance(fact, e.BolusGiven):
            dose = _("{mg} mg over {min} min").format(mg=plain(fact.dose_mg), min=plain(fact.duration_min))
            rows.append((_("Bolus"), _given_at(dose, fact, who)))
        elif isinstance(fact, e.AdjunctGiven):
            dose = f"{fact.drug} {plain(fact.dose)} {fact.unit} {fact.route}"
            rows.append((_("Other drug"), _given_at(dose, fact, who)))
    return rows or [(_("Other drugs"), _("none"))]


def _given_at(dose: str, fact: e.BolusGiven | e.AdjunctGiven, who: Callable[[str], str]) -> str:
    reason = f"; {fact.reason}" if fact.reason else ""
    return f"{dose}, {clock(fact.at)}, {who(fact.by)}{reason}"
