"""The signed order, as it was reckoned for this patient and this solution."""

from django.utils.translation import gettext as _

from ebb.clinic.assessment.consents import consent_of
from ebb.clinic.infusion.sheet import Sheet
from ebb.clinic.lib.templatetags.ebb import clock, plain
from ebb.clinic.recovery.printing.people import People
from ebb.clinic.recovery.printing.say import dated, hundredths
from ebb.pathway import events as e


def order(seen: Sheet, people: People) -> dict[str, object]:
    signed, came_to = seen.infusion.order, seen.reckoning
    rows = [
        (_("For"), signed.plan.diagnosis),
        (_("Programme"), _("{id}, {name}; version {version}").format(
            id=seen.programme.id, name=seen.programme.name, version=signed.programme_version)),
        (_("Drug"), _("{form} ketamine, intravenous; doses as base").format(form=signed.enantiomer)),
        (_("Dose"), _dose(seen)),
        (_("Dosing weight"), _weight(seen, people)),
        (_("Rate"), _("{mg} mg/h = {per_kg} mg/kg/h").format(
            mg=plain(came_to.mg_per_h), per_kg=plain(round(came_to.mg_per_kg_per_h, 3)))),
        (_("At the pump"), _at_the_pump(seen)),
        (_("Cap"), _cap(seen)),
        (_("Prescribed by"), _("{who}, {when}").format(
            who=people.name(signed.signed_by_id), when=dated(signed.signed_at))),
        (_("Consent"), consent(seen)),
    ]  # fmt: skip
    reasons = [(_("Beyond limits"), signed.override_reason), (_("Weight chosen"), signed.weight_reason)]
    return {"title": _("Order"), "rows": rows + [(name, reason) for name, reason in reasons if reason]}


def consent(seen: Sheet) -> str:
    signed = consent_of(seen.infusion.patient)
    if signed is None:
        return _("none on file")
    return _("version {version}, signed {when}").format(version=signed.text.version, when=dated(signed.signed_at))


def _dose(seen: Sheet) -> str:
    came_to, signed = seen.reckoning, seen.infusion.order
    asked = (
        _("{dose} mg/kg").format(dose=plain(signed.dose_mg_per_kg))
        if signed.dose_mg_per_kg
        else _("{rate} mg/kg/h").format(rate=plain(signed.rate_mg_per_kg_per_h))
    )
    return _("{asked} over {min} min = {mg} mg").format(
        asked=asked, min=signed.duration_min, mg=hundredths(came_to.total_mg)
    )


def _weight(seen: Sheet, people: People) -> str:
    weighed = e.latest(seen.facts, e.WeightMeasured)
    dosing = _("{kg} kg").format(kg=plain(seen.infusion.order.weight_kg))
    if weighed is None:
        return dosing
    return _("{dosing}; measured {kg} kg at {clock} by {who}").format(
        dosing=dosing, kg=plain(weighed.weight_kg), clock=clock(weighed.at), who=people.initials(weighed.by)
    )


def _at_the_pump(seen: Sheet) -> str:
    came_to = seen.reckoning
    strength = came_to.mg_per_h / came_to.ml_per_h
    return _("{strength} mg/mL: {rate} mL/h, {volume} mL").format(
        strength=plain(strength), rate=plain(came_to.ml_per_h), volume=plain(came_to.volume_ml)
    )


def _cap(seen: Sheet) -> str:
    capped_from, cap = seen.reckoning.capped_from_mg, seen.infusion.order.cap_mg_per_h
    if cap is None:
        return _("none")
    if capped_from is None:
        return _("{cap} mg/h, not reached").format(cap=plain(cap))
    return _("{cap} mg/h: cut down from {mg} mg").format(cap=plain(cap), mg=hundredths(capped_from))
