"""What is seen, measured, asked and written down at the chair, and who is responsible for it."""

from decimal import Decimal
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext

from ebb.clinic.infusion.actions.recording import EntryTiming, hold, plain_action, record, record_event
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.refusals import missing_credential, refusal
from ebb.clinic.infusion.visit import offered_to
from ebb.clinic.people.credentials import NURSING
from ebb.clinic.people.models import User
from ebb.pathway import events as e
from ebb.pathway.findings import Finding, Refused, refuse
from ebb.pathway.scales import SCALES, ScaleError
from ebb.pathway.vital_signs import VITAL_SIGNS, VitalSign

TYPED, MONITOR = "typed", "monitor"

back_on_monitor = plain_action(e.BackOnMonitor)
symptoms_gone = plain_action(e.SymptomsGone)
check_iv_site = plain_action(e.IvSiteChecked)


def chart_vitals(
    infusion: Infusion, *, source: str = TYPED, hr_per_min: Decimal | None = None,
    spo2_percent: Decimal | None = None, rr_per_min: Decimal | None = None, nibp_sys_mmhg: Decimal | None = None,
    nibp_dia_mmhg: Decimal | None = None, temp_c: Decimal | None = None, **timing: Unpack[EntryTiming],
) -> Event:  # fmt: skip
    """Record one set of numbers; None was not measured, and at least one was.

    `source` is typed, or monitor for numbers taken over from it.
    """
    numbers = {
        "hr_per_min": hr_per_min, "spo2_percent": spo2_percent, "rr_per_min": rr_per_min,
        "nibp_sys_mmhg": nibp_sys_mmhg, "nibp_dia_mmhg": nibp_dia_mmhg, "temp_c": temp_c,
    }  # fmt: skip
    refuse(_implausible(numbers))
    return record_event(infusion, e.VitalsCharted, source=source, **numbers, **timing)


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
    **timing: Unpack[EntryTiming],
) -> Event:  # fmt: skip
    """Record one symptom item: a score of the scale, or that it was not asked, which is an answer of its own."""
    try:
        answer = SCALES[scale].checked(value) if value is not None else None
    except (ScaleError, KeyError) as error:
        raise Refused(refusal("visit.score", scale=scale, value=value, why=error)) from error
    refuse([refusal("visit.score", scale=scale, value="–", why="")] if (answer is None) != not_asked else [])
    given = {"scale": scale, "score": answer, "not_asked": not_asked, "distress": distress}
    return record_event(infusion, e.Scored, **given, **timing)


@transaction.atomic
def score_same(infusion: Infusion, *, scale: str, **timing: Unpack[EntryTiming]) -> Event:
    """Record that an item was asked again and is as it was: an entry of its own, with the same score."""
    visit = hold(infusion)
    answers = [fact for fact in visit.facts.all_of(e.Scored) if fact.scale == scale]
    if not answers or answers[-1].score is None:
        raise Refused(refusal("visit.no-last-score", scale=scale))
    same = {"scale": scale, "score": answers[-1].score, "not_asked": False, "distress": answers[-1].distress}
    return record(visit, e.Scored, **same, **timing)


def off_monitor(infusion: Infusion, *, name: str, **timing: Unpack[EntryTiming]) -> Event:
    """Record that the patient left the monitor (the toilet, say) and who went along."""
    refuse([] if name.strip() else [refusal("visit.company")])
    return record_event(infusion, e.OffMonitor, name=name, **timing)


def report_symptoms(infusion: Infusion, *, symptoms: list[str], **timing: Unpack[EntryTiming]) -> Event:
    """Record the symptoms that make a high pressure an emergency; the watch knows from now on."""
    refuse([] if symptoms else [refusal("visit.no-symptom")])
    return record_event(infusion, e.SymptomsReported, text=", ".join(symptoms), **timing)


@transaction.atomic
def note(infusion: Infusion, *, text: str, about: Event | None = None, **timing: Unpack[EntryTiming]) -> Event:
    """Write something down; `about` names the entry it completes, such as a stop recorded without its reason."""
    visit = hold(infusion)
    refuse([] if text.strip() else [refusal("visit.empty-note")])
    if about is not None and about.pk not in {row.pk for row in visit.rows}:
        raise Refused(refusal("visit.not-an-entry"))
    return record(visit, e.Noted, text=text, event_id=about and str(about.pk), **timing)


@transaction.atomic
def offer_handover(infusion: Infusion, *, to: User, **timing: Unpack[EntryTiming]) -> Event:
    """Offer the chair to another nurse. Until it is accepted nothing changes."""
    visit = hold(infusion)
    refuse(missing_credential(to.pk, timing["at"], NURSING))
    works_here = to.memberships.filter(site=visit.infusion.site_id).exists()
    refuse([] if works_here else [refusal("visit.other-site", thing=to.name)])
    return record(visit, e.HandoverOffered, to=to.pk, **timing)


@transaction.atomic
def accept_handover(infusion: Infusion, **timing: Unpack[EntryTiming]) -> Event:
    """Take over the chair that was offered; from now on its alarms are yours."""
    visit = hold(infusion)
    refuse(missing_credential(timing["by"], timing["at"], NURSING))
    refuse([] if offered_to(visit.facts) == timing["by"] else [refusal("visit.not-offered")])
    return record(visit, e.HandoverAccepted, **timing)
