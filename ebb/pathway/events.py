"""What happened at the chair, in the past tense, from arrival to the way home.

An event is a fact: it is recorded, never edited. What the facts mean (state, milligrams, what is due) is computed
from the list of events by the other modules of this room. A field's name is also the name of the column that keeps
it; quantities are Decimals in the unit their name ends in.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import dataclass_transform


@dataclass_transform(kw_only_default=True, frozen_default=True)
@dataclass(frozen=True, kw_only=True)
class Event:
    """`id` names the recorded row; `at` is when it happened, not when it was written down; `by` is who did it.

    Each kind below is a frozen dataclass by being an Event.
    """

    id: str
    at: datetime
    by: str

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, kw_only=True)(cls)


class Superseded(Event):
    """An earlier event was recorded by mistake; it stays readable and counts no more. The mark itself is final."""

    event_id: str
    reason: str


# Arrival and preparation


class CheckedIn(Event):
    chair: str
    identifiers: str


class WeightMeasured(Event):
    weight_kg: Decimal


class IntakeStated(Event):
    """When the patient last drank clear fluid and last ate, and whether that meal was a light one."""

    clear_fluid_at: datetime
    solid_food_at: datetime
    light_meal: bool | None = None


class EscortNamed(Event):
    name: str
    phone: str


class PregnancyTested(Event):
    """`result` is negative, positive, not_applicable or refused."""

    result: str
    reason: str = ""


class CannulaTried(Event):
    """One attempt at a vein: `patent` is False when it failed. `avoid_limb` names the limb spared, if any."""

    site: str
    limb: str
    gauge: int
    patent: bool
    avoid_limb: str = ""


class CuffPlaced(Event):
    limb: str


class ComfortSet(Event):
    light: str
    sound: str
    blanket: bool
    call_button_tested: bool


class MonitorsOn(Event):
    """Monitoring is attached; `connected` is False where the nurse types the values."""

    connected: bool


class RescueKitChecked(Event):
    text: str = ""


class ContainerPrepared(Event):
    """A bag or syringe drawn up for this patient: what it will hold and the rate it is meant to run at.

    `drawn_ml` of a vial of `vial_mg_per_ml` go into `diluent_ml`, and the rest follows. Older containers have none of
    the three: their concentration was typed.
    """

    container: str
    lot: str
    concentration_mg_per_ml: Decimal
    volume_ml: Decimal
    rate_ml_per_h: Decimal
    vial_mg_per_ml: Decimal | None = None
    drawn_ml: Decimal | None = None
    diluent_ml: Decimal | None = None


class CheckEntered(Event):
    """What one person read and worked out for a container or a rate, blind to the other's numbers.

    Vial and syringe are read before the container is mixed; a check for another rate has neither.
    """

    container: str
    weight_kg: Decimal
    concentration_mg_per_ml: Decimal
    rate_ml_per_h: Decimal
    volume_ml: Decimal
    vial_mg_per_ml: Decimal | None = None
    drawn_ml: Decimal | None = None


class LabelChecked(Event):
    """The container was mixed after both checks, and someone other than who drew it up read its label."""

    container: str
    concentration_mg_per_ml: Decimal


class TimeOutHeld(Event):
    """Everyone stopped and the patient stated two identifiers against wristband, order and container."""

    identifiers: str


class FindingOverridden(Event):
    """A physician let a finding stand and said why."""

    finding: str
    reason: str


class Prepared(Event):
    """The patient is ready to start; every guard but the start itself was met or signed."""


# The infusion


@dataclass(frozen=True, kw_only=True)
class OwnLimits:
    """Where alarms of medium priority begin for this patient, as somebody signed it; None in what was written before
    limits were signed."""

    hr_low_per_min: Decimal | None = None
    hr_high_per_min: Decimal | None = None
    spo2_low_percent: Decimal | None = None
    sys_low_mmhg: Decimal | None = None
    sys_high_mmhg: Decimal | None = None
    dia_high_mmhg: Decimal | None = None
    rr_low_per_min: Decimal | None = None
    rr_high_per_min: Decimal | None = None


class InfusionStarted(OwnLimits, Event):
    """Whoever starts signs the patient's own alarm limits with it."""

    container: str
    concentration_mg_per_ml: Decimal
    rate_ml_per_h: Decimal


class LimitsSigned(OwnLimits, Event):
    """Other limits for this patient from now on, and why; those before stay on record."""

    reason: str


class RateChanged(Event):
    rate_ml_per_h: Decimal
    reason: str = ""


class Paused(Event):
    reason: str


class Resumed(Event):
    rate_ml_per_h: Decimal


class ContainerChanged(Event):
    container: str
    concentration_mg_per_ml: Decimal
    rate_ml_per_h: Decimal


class PumpAlarmed(Event):
    """The pump sounded and kept running."""

    text: str


class PumpFoundStopped(Event):
    """The pump had stopped by itself: no drug went in from `stopped_at` on, however late it was found."""

    text: str
    stopped_at: datetime


class PumpVolumeRead(Event):
    """The pump's own volume infused, as it shows it for the present container."""

    volume_ml: Decimal


class ConfirmedAtPump(Event):
    """Someone looked: what an earlier pause or stop recorded is what the pump now does."""

    event_id: str


class BolusGiven(Event):
    dose_mg: Decimal
    duration_min: Decimal
    reason: str


class AdjunctGiven(Event):
    drug: str
    dose: Decimal
    unit: str
    route: str
    reason: str = ""


class Stopped(Event):
    """The infusion is over for good. `completed` when the order ran to its end, else `reason` says why."""

    completed: bool
    reason: str = ""


class EmergencyCalled(Event):
    text: str = ""


class OffMonitor(Event):
    """Away from the monitor (the toilet, say) with `name` as company; lapses after ten minutes."""

    name: str


class BackOnMonitor(Event):
    pass


# Observations typed or scored at the chair


class VitalsCharted(Event):
    """One set of numbers, typed or taken over from the monitor. None was not measured; it is not zero."""

    source: str
    hr_per_min: Decimal | None = None
    spo2_percent: Decimal | None = None
    rr_per_min: Decimal | None = None
    nibp_sys_mmhg: Decimal | None = None
    nibp_dia_mmhg: Decimal | None = None
    temp_c: Decimal | None = None


class Scored(Event):
    """One symptom item. `score` None with `not_asked` True is an answer of its own; it is not zero."""

    scale: str
    score: int | None
    not_asked: bool = False
    distress: bool = False


class SymptomsReported(Event):
    """Chest pain, breathlessness or the like, named in `text`; until they are gone a high pressure alarms sooner."""

    text: str


class SymptomsGone(Event):
    pass


class IvSiteChecked(Event):
    """Someone looked at the vein: `result` is well, infiltrated, painful or blocked."""

    result: str


class Noted(Event):
    text: str


class ConsentWithdrawn(Event):
    """The patient took the consent back; `name` is who told it, `text` their words. It stops no pump."""

    name: str
    text: str = ""


# Who is responsible


class HandoverOffered(Event):
    to: str


class HandoverAccepted(Event):
    """`by` is the nurse who is responsible from now on."""


# Recovery and the way home


class RecoveryBegun(Event):
    pass


class AldreteScored(Event):
    activity: int
    respiration: int
    circulation: int
    consciousness: int
    oxygen: int


class PadssScored(Event):
    vital_signs: int
    walking: int
    nausea: int
    pain: int
    bleeding: int


class ReadinessChecked(Event):
    """The part of the discharge gate that only a person can see."""

    oriented: bool
    patient_agrees: bool
    walks_as_before: bool
    sips_tolerated: bool
    cannula_out: bool
    escort_identified: bool
    advice_given: bool
    driving_understood: bool


class WaitingForEscort(Event):
    """Ready but not fetched: the chair is free, `name` keeps watch."""

    name: str


class Discharged(Event):
    """Home. `reason` stands where a prescriber discharged against a failed item of the gate."""

    name: str
    reason: str = ""


class Cancelled(Event):
    reason: str


class DidNotCome(Event):
    pass


class LeftAgainstAdvice(Event):
    reason: str


class TakenByAmbulance(Event):
    reason: str
