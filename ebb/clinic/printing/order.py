"""The signed order, as it was calculated for this patient and the solution that was started."""

from django.utils.translation import gettext as _

from ebb.clinic.assessment.models import ListReviewed
from ebb.clinic.lib.templatetags.ebb import clock, plain
from ebb.clinic.plan.orders import calculated_dose
from ebb.clinic.printing.formatting import dated, hundredths
from ebb.clinic.printing.people import People
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.pathway import events as e
from ebb.pathway.orders import DoseCalculation


def order(seen: VisitSnapshot, people: People) -> dict[str, object]:
    signed, calculated = seen.infusion.order, _dose_calculation(seen)
    rows = [
        (_("For"), signed.plan.diagnosis),
        (_("Programme"), _("{id}, {name}; version {version}").format(
            id=seen.programme.id, name=seen.programme.name, version=signed.programme_version)),
        (_("Drug"), _("{form} ketamine, intravenous; doses as base").format(form=signed.enantiomer)),
        (_("Dose"), _dose(seen, calculated)),
        (_("Dosing weight"), _weight(seen, people)),
        (_("Rate"), _rate(seen, calculated)),
        (_("At the pump"), _at_the_pump(calculated)),
        (_("Allergies"), allergies(seen)),
        (_("Prescribed by"), _("{who}, {when}").format(
            who=people.name(signed.signed_by_id), when=dated(signed.signed_at))),
    ]  # fmt: skip
    reasons = [(_("Beyond limits"), signed.override_reason), (_("Weight chosen"), signed.weight_reason)]
    return {"title": _("Order"), "rows": rows + [(name, reason) for name, reason in reasons if reason]}


def _dose_calculation(seen: VisitSnapshot) -> DoseCalculation:
    """For the container that was started; before a start, as the sheet has it."""
    started = seen.facts.latest(e.InfusionStarted)
    return calculated_dose(seen.infusion.order, started.concentration_mg_per_ml) if started else seen.dose_calculation


def _dose(seen: VisitSnapshot, calculated: DoseCalculation) -> str:
    signed = seen.infusion.order
    prescribed = (
        _("{dose} mg/kg").format(dose=plain(signed.dose_mg_per_kg))
        if signed.dose_mg_per_kg
        else _("{rate} mg/kg/h").format(rate=plain(signed.rate_mg_per_kg_per_h))
    )
    return _("{dose} over {min} min = {mg} mg").format(
        dose=prescribed, min=signed.duration_min, mg=hundredths(calculated.total_mg)
    )


def _weight(seen: VisitSnapshot, people: People) -> str:
    weighed = seen.facts.latest(e.WeightMeasured)
    dosing = _("{kg} kg").format(kg=plain(seen.infusion.order.weight_kg))
    if weighed is None:
        return dosing
    return _("{dosing}; measured {kg} kg at {clock} by {who}").format(
        dosing=dosing, kg=plain(weighed.weight_kg), clock=clock(weighed.at), who=people.initials(weighed.by)
    )


def _rate(seen: VisitSnapshot, calculated: DoseCalculation) -> str:
    return _("{mg} mg/h = {per_kg} mg/kg/h; {cap}").format(
        mg=plain(round(calculated.mg_per_h, 2)),
        per_kg=plain(round(calculated.mg_per_kg_per_h, 3)),
        cap=_cap(seen, calculated),
    )


def _cap(seen: VisitSnapshot, calculated: DoseCalculation) -> str:
    cap = seen.infusion.order.cap_mg_per_h
    if cap is None:
        return _("no cap")
    if calculated.capped_from_mg is None:
        return _("cap {cap} mg/h not reached").format(cap=plain(cap))
    return _("capped at {cap} mg/h, from {mg} mg in all").format(
        cap=plain(cap), mg=hundredths(calculated.capped_from_mg)
    )


def _at_the_pump(calculated: DoseCalculation) -> str:
    strength = calculated.mg_per_h / calculated.ml_per_h
    return _("{rate} mL/h of {strength} mg/mL, {volume} mL").format(
        strength=plain(round(strength, 3)),
        rate=plain(round(calculated.ml_per_h, 2)),
        volume=plain(round(calculated.volume_ml, 2)),
    )


def allergies(seen: VisitSnapshot) -> str:
    """Each with its reaction: penicillin (rash). An empty list means none only where it was reviewed lately."""
    known = seen.allergies
    if known.allergies:
        return ", ".join(f"{line.text} ({line.reaction})" if line.reaction else line.text for line in known.allergies)
    return _("none known") if ListReviewed.Subject.ALLERGIES in known.reviewed else _("not asked")
