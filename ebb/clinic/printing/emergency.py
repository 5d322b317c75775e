"""The sheet for the ambulance: one page in large type, of what the next people to care for the patient ask first."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.lib.templatetags.ebb import clock, lasting, plain
from ebb.clinic.pdf.render import render
from ebb.clinic.printing.formatting import NOT_KNOWN, hundredths, lead, when
from ebb.clinic.printing.given import beside, pump_state
from ebb.clinic.printing.order import allergies
from ebb.clinic.printing.paper import Paper, paper
from ebb.clinic.printing.people import People, people_of
from ebb.clinic.printing.timeline import IN_TABLES
from ebb.clinic.visit.current_vitals import Vital
from ebb.clinic.visit.snapshot import VisitSnapshot, snapshot
from ebb.pathway import events as e
from ebb.pathway.scales import SCALES

LAST = 8  # so many entries of the timeline
LONGEST = 110  # letters of one of them


def emergency_pdf(infusion: Infusion, at: datetime, *, by: UUID | None = None, size: Paper = "a4") -> bytes:
    """The sheet as things stand at `at`, as PDF/UA on one page. `by` is who prints it. Writes nothing."""
    seen = snapshot(infusion, at)
    people = people_of(seen, [seen.infusion.order.signed_by_id, seen.infusion.nurse_id, by], at)
    title = _("For the ambulance: emergency during a ketamine infusion")
    contents = {
        **paper(seen, at, title=title, size=size, printed_by=people.name(by) if by else ""),
        "called": called(seen),
        "patient": patient(seen),
        "drug": drug(seen, people),
        "vitals": vitals(seen),
        "state": state(seen),
        "events": events(seen, people),
        "contacts": contacts(seen, people),
    }
    return render("printing", "emergency.typ", contents, at)


def called(seen: VisitSnapshot) -> str:
    emergency = seen.facts.latest(e.EmergencyCalled)
    if emergency is None:
        return _("No emergency call is recorded.")
    call = _("Emergency called at {clock}").format(clock=clock(emergency.at))
    return f"{call}: {emergency.text}" if emergency.text else f"{call}."


def patient(seen: VisitSnapshot) -> dict[str, object]:
    who, weighed = seen.infusion.patient, seen.facts.latest(e.WeightMeasured)
    weight = weighed.weight_kg if weighed else seen.infusion.order.weight_kg
    rows = [
        (_("Patient"), _("{name}, {age} years, {sex}, {kg} kg").format(
            name=who, age=who.age_on(timezone.localdate(seen.at)), sex=_(who.sex), kg=plain(weight))),
        (_("Allergies"), allergies(seen)),
        (_("Treated for"), seen.infusion.order.plan.diagnosis),
    ]  # fmt: skip
    return {"title": "", "rows": rows}


def drug(seen: VisitSnapshot, people: People) -> dict[str, object]:
    """How much, since when, and whether it still runs."""
    if seen.started_at is None:
        return {"title": _("Drug"), "rows": [(_("Ketamine"), _("not started"))]}
    total = seen.amounts.given.total_mg
    rows = [
        (_("Given"), _("{mg} mg {form} ketamine IV ({per_kg} mg/kg)").format(
            mg=hundredths(total), form=seen.infusion.order.enantiomer,
            per_kg=plain(round(total / seen.infusion.order.weight_kg, 2)))),
        (_("Started"), when(seen.started_at, seen.at)),
        (_("Pump"), pump_state(seen)),
        *beside(seen, people.name),
    ]  # fmt: skip
    return {"title": _("Drug"), "rows": rows}


def vitals(seen: VisitSnapshot) -> dict[str, object]:
    """The last of each number with its age, and what it was before the start."""
    known = seen.baseline
    before = {
        "hr_per_min": known.hr_per_min,
        "spo2_percent": known.spo2_percent,
        "nibp_sys_mmhg": known.nibp_sys_mmhg,
        "nibp_dia_mmhg": known.nibp_dia_mmhg,
    }
    rows = [_vital(one, before.get(one.column)) for one in seen.vitals if one.value is not None]
    notes = [] if rows else [_("None was measured.")]
    head = [_("Vital sign"), _("Last"), _("Taken"), _("Before the start")]
    return {"title": _("Vital signs"), "head": head, "rows": rows, "notes": notes}


def _vital(one: Vital, before: object) -> list[object]:
    taken = _("{clock}, {age} ago").format(clock=clock(one.at), age=lasting(one.age))
    source = _("typed") if one.typed else _("monitor")
    return [str(one.name), lead(f"{plain(one.value)} {one.unit}"), f"{taken}, {source}", plain(before)]


def state(seen: VisitSnapshot) -> dict[str, object]:
    """How awake and how far away the patient was last found, the way to the vein, and the stomach."""
    rows = [
        (_(seen.scores[name].title), _score(seen, name))
        for name, scale in SCALES.items()
        if scale.alarms and name in seen.scores
    ]
    return {"title": _("Patient"), "rows": [*rows, *_veins(seen), *_stomach(seen)]}


def _score(seen: VisitSnapshot, name: str) -> str:
    last = seen.scores[name]
    return f"{_(last.anchor) or _('not asked')} ({clock(last.at)})"


def _veins(seen: VisitSnapshot) -> Iterator[tuple[str, str]]:
    tried = [fact for fact in seen.facts.all_of(e.CannulaTried) if fact.patent]
    for fact in tried[-1:]:
        spared = _("; spare the {limb}").format(limb=fact.avoid_limb) if fact.avoid_limb else ""
        yield _("Vein"), f"{fact.site}, {fact.limb}, {fact.gauge} G{spared}"


def _stomach(seen: VisitSnapshot) -> Iterator[tuple[str, str]]:
    intake = seen.facts.latest(e.IntakeStated)
    if intake:
        yield _("Last food"), when(intake.solid_food_at, seen.at)
        yield _("Last drink"), when(intake.clear_fluid_at, seen.at)


def events(seen: VisitSnapshot, people: People) -> dict[str, object]:
    """The last entries since the start, newest first, without what stands elsewhere on the page."""
    since = seen.started_at or seen.arrived_at or seen.at
    recent = [
        line
        for line in seen.timeline
        if line.kind not in IN_TABLES and line.superseded_by is None and line.happened_at >= since
    ]
    rows = [[clock(line.happened_at), _clipped(f"{line.title}: {line.detail}".strip(": "))] for line in recent[-LAST:]]
    return {"title": _("What happened last"), "head": [_("Time"), _("Entry")], "rows": rows[::-1], "notes": []}


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def contacts(seen: VisitSnapshot, people: People) -> dict[str, object]:
    site, escort = seen.infusion.site, seen.facts.latest(e.EscortNamed)
    clinic = ", ".join(filter(None, [site.name, site.address, site.emergency_phone]))
    rows = [
        (_("Escort"), f"{escort.name}, {escort.phone}" if escort else NOT_KNOWN),
        (_("Clinic"), clinic),
        (_("Prescriber"), people.titled(seen.infusion.order.signed_by_id)),
        (_("Nurse"), people.titled(seen.infusion.nurse_id) if seen.infusion.nurse_id else NOT_KNOWN),
    ]
    return {"title": _("Whom to call"), "rows": rows}
