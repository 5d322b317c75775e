"""What is seen, measured, asked and written down at the chair."""

from datetime import datetime
from decimal import Decimal
from typing import Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from ebb.clinic.infusion.actions.recording import EntryTiming, hold, record, record_event
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.refusals import refusal
from ebb.pathway import events as e
from ebb.pathway.findings import Finding, Refused, refuse
from ebb.pathway.scales import SCALES, ScaleError
from ebb.pathway.vital_signs import VITAL_SIGNS, VitalSign

TYPED, MONITOR = "typed", "monitor"


def chart_vitals(
    infusion: Infusion, *, source: str = TYPED, hr_per_min: Decimal | None = None,
    spo2_percent: Decimal | None = None, rr_per_min: Decimal | None = None, nibp_sys_mmhg: Decimal | None = None,
    nibp_dia_mmhg: Decimal | None = None, temp_c: Decimal | None = None,
    by: UUID, at: datetime, **timing: Unpack[EntryTiming],
) -> Event:  # fmt: skip
    """Record one set of numbers; None was not measured, and at least one was.

    `source` is typed, or monitor for numbers taken over from it.
    """
    numbers = {
        "hr_per_min": hr_per_min, "spo2_percent": spo2_percent, "rr_per_min": rr_per_min,
        "nibp_sys_mmhg": nibp_sys_mmhg, "nibp_dia_mmhg": nibp_dia_mmhg, "temp_c": temp_c,
    }  # fmt: skip
    refuse(_implausible(numbers))
    return record_event(infusion, e.VitalsCharted, source=source, **numbers, by=by, at=at, **timing)


def _implausible(numbers: dict[str, Decimal | None]) -> list[Finding]:
    given = {name: number for name, number in numbers.items() if number is not None}
    if not given:
        return [refusal("visit.nothing-measured")]
    found = [finding for name, number in given.items() for finding in _not_believed(VITAL_SIGNS[name], number)]
    sys, dia = given.get("nibp_sys_mmhg"), given.get("nibp_dia_mmhg")
    if (sys is None) != (dia is None) or (sys is not None and dia is not None and dia >= sys):
        found.append(refusal("visit.pressure", sys="–" if sys is None else sys, dia="–" if dia is None else dia))
    return found


def _not_believed(sign: VitalSign, number: Decimal) -> list[Finding]:
    lowest, highest = sign.plausible
    if lowest <= number <= highest:
        return []
    limits = {"lowest": lowest, "highest": highest}
    return [refusal("visit.implausible", reading=gettext(sign.label), value=number, unit=sign.unit, **limits)]


def score(
    infusion: Infusion, *, scale: str, value: int | None, not_asked: bool = False, distress: bool = False,
    by: UUID, at: datetime, **timing: Unpack[EntryTiming],
) -> Event:  # fmt: skip
    """Record one symptom item: a score of the scale, or that it was not asked, which is an answer of its own."""
    try:
        asked = SCALES[scale].checked(value) if value is not None else None
    except (ScaleError, KeyError) as error:
        raise Refused(refusal("visit.score", scale=scale, value=value, why=error)) from error
    refuse([refusal("visit.score", scale=scale, value="–", why="")] if (asked is None) != not_asked else [])
    answer = {"scale": scale, "score": asked, "not_asked": not_asked, "distress": distress}
    return record_event(infusion, e.Scored, **answer, by=by, at=at, **timing)


@transaction.atomic
def score_same(infusion: Infusion, *, scale: str, by: UUID, at: datetime, **timing: Unpack[EntryTiming]) -> Event:
    """Record that an item was asked again and is as it was: an entry of its own, with the same score."""
    visit = hold(infusion)
    asked = [fact for fact in visit.facts.all_of(e.Scored) if fact.scale == scale]
    if not asked or asked[-1].score is None:
        raise Refused(refusal("visit.no-last-score", scale=scale))
    answer = {"scale": scale, "score": asked[-1].score, "not_asked": False, "distress": asked[-1].distress}
    return record(visit, e.Scored, **answer, by=by, at=at, **timing)


def off_monitor(infusion: Infusion, *, name: str, by: UUID, at: datetime, **timing: Unpack[EntryTiming]) -> Event:
    """Record that the patient left the monitor (the toilet, say) and who went along."""
    refuse([] if name.strip() else [refusal("visit.company")])
    return record_event(infusion, e.OffMonitor, name=name.strip(), by=by, at=at, **timing)


def back_on_monitor(infusion: Infusion, *, by: UUID, at: datetime, **timing: Unpack[EntryTiming]) -> Event:
    return record_event(infusion, e.BackOnMonitor, by=by, at=at, **timing)


def report_symptoms(
    infusion: Infusion, *, symptoms: list[str], by: UUID, at: datetime, **timing: Unpack[EntryTiming]
) -> Event:
    """Record the symptoms that make a high pressure an emergency; the watch knows from now on."""
    refuse([] if symptoms else [refusal("visit.no-symptom")])
    return record_event(infusion, e.SymptomsReported, text=", ".join(symptoms), by=by, at=at, **timing)


def symptoms_gone(infusion: Infusion, *, by: UUID, at: datetime, **timing: Unpack[EntryTiming]) -> Event:
    return record_event(infusion, e.SymptomsGone, by=by, at=at, **timing)


@transaction.atomic
def note(
    infusion: Infusion, *, text: str, about: Event | None = None, by: UUID, at: datetime, **timing: Unpack[EntryTiming]
) -> Event:
    """Write something down; `about` names the entry it completes, such as a stop recorded without its reason."""
    visit = hold(infusion)
    refuse([] if text.strip() else [refusal("visit.empty-note")])
    if about is not None and about.pk not in {row.pk for row in visit.rows}:
        raise Refused(refusal("visit.not-an-entry"))
    return record(visit, e.Noted, text=text.strip(), event_id=about and str(about.pk), by=by, at=at, **timing)
