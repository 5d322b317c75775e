"""From the end of the infusion to the way home."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Unpack
from uuid import UUID

from django.db import transaction

from ebb.clinic.infusion.actions.recording import EntryTiming, hold, record, record_event, require_place
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.refusals import missing_credential, refusal
from ebb.clinic.people.credentials import NURSING, PHYSICIAN, held_by
from ebb.clinic.visit.discharge import gate_of
from ebb.pathway import events as e
from ebb.pathway.discharge_gate import still_open
from ebb.pathway.findings import Refused, refuse
from ebb.pathway.scales import ALDRETE, PADSS, ScaleError, ScoreSheet

ESCORT = "home.escort"


def begin_recovery(infusion: Infusion, *, by: UUID, at: datetime, **timing: Unpack[EntryTiming]) -> Event:
    return record_event(infusion, e.RecoveryBegun, by=by, at=at, **timing)


def score_aldrete(
    infusion: Infusion, *, activity: int, respiration: int, circulation: int, consciousness: int, oxygen: int,
    by: UUID, at: datetime, **timing: Unpack[EntryTiming],
) -> Event:  # fmt: skip
    """Record the five items; circulation is judged in percent of the patient's own start value."""
    items = {
        "activity": activity, "respiration": respiration, "circulation": circulation,
        "consciousness": consciousness, "oxygen": oxygen,
    }  # fmt: skip
    _refuse_impossible(ALDRETE, items)
    return record_event(infusion, e.AldreteScored, **items, by=by, at=at, **timing)


def score_padss(
    infusion: Infusion, *, vital_signs: int, walking: int, nausea: int, pain: int,
    by: UUID, at: datetime, **timing: Unpack[EntryTiming],
) -> Event:  # fmt: skip
    """Record the discharge score; bleeding does not apply to an infusion and is fixed."""
    bleeding = next(item.fixed for item in PADSS.items if item.name == "bleeding")
    items = {"vital_signs": vital_signs, "walking": walking, "nausea": nausea, "pain": pain, "bleeding": bleeding}
    _refuse_impossible(PADSS, items)
    return record_event(infusion, e.PadssScored, **items, by=by, at=at, **timing)


def _refuse_impossible(sheet: ScoreSheet, items: Mapping[str, int]) -> None:
    try:
        sheet.total(items)
    except ScaleError as error:
        raise Refused(refusal("visit.amount", problem=error)) from error


def check_readiness(
    infusion: Infusion, *, oriented: bool, patient_agrees: bool, walks_as_before: bool, sips_tolerated: bool,
    cannula_out: bool, escort_identified: bool, advice_given: bool, driving_understood: bool,
    by: UUID, at: datetime, **timing: Unpack[EntryTiming],
) -> Event:  # fmt: skip
    """Record the part of the gate that only a person can see; the newest answers count."""
    seen = {
        "oriented": oriented, "patient_agrees": patient_agrees, "walks_as_before": walks_as_before,
        "sips_tolerated": sips_tolerated, "cannula_out": cannula_out, "escort_identified": escort_identified,
        "advice_given": advice_given, "driving_understood": driving_understood,
    }  # fmt: skip
    return record_event(infusion, e.ReadinessChecked, **seen, by=by, at=at, **timing)


@transaction.atomic
def wait_for_escort(infusion: Infusion, *, name: str, by: UUID, at: datetime, **timing: Unpack[EntryTiming]) -> Event:
    """Free the chair of a patient who is ready but not fetched; `name` keeps watch until the escort comes."""
    visit = hold(infusion)
    require_place(visit, e.WaitingForEscort)
    refuse([] if name.strip() else [refusal("visit.cover")])
    refuse(finding for finding in gate_of(visit, at).open_findings if finding.id != ESCORT)
    return record(visit, e.WaitingForEscort, name=name.strip(), by=by, at=at, **timing)


@transaction.atomic
def discharge(
    infusion: Infusion, *, name: str, against: Iterable[str] = (), reason: str = "",
    by: UUID, at: datetime, **timing: Unpack[EntryTiming],
) -> Event:  # fmt: skip
    """Send the patient home with `name`. Every item of the gate has passed, or a prescriber names those that have
    not (`against`, by id) and says why.
    """
    visit = hold(infusion)
    require_place(visit, e.Discharged)
    refuse(missing_credential(by, at, NURSING))
    refuse([] if name.strip() else [refusal("visit.company")])
    by_prescriber = bool(held_by(by, at) & PHYSICIAN)
    found, against = gate_of(visit, at), frozenset(against)
    refuse(still_open(found, against=against, reason=reason, by_prescriber=by_prescriber))
    failed = [item.name for item in found.items if item.passed is not True and item.id in against]
    why = f"Against {', '.join(failed)}: {reason.strip()}" if failed else reason.strip()
    return record(visit, e.Discharged, name=name.strip(), reason=why, by=by, at=at, **timing)
