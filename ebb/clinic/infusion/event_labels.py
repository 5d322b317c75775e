"""The words for what happened: one line of this table a kind of event.

The title is also the verb of the record's entry, in English; the rest is in the reader's language. A part in
the table is left out when its value is missing or empty.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from ebb.clinic.infusion.models import KINDS, Event
from ebb.pathway import events as e
from ebb.pathway.findings import Finding
from ebb.pathway.scales import SCALES

NAMED = ("chair", "to")


class If(NamedTuple):
    """Words that are shown only when a yes-or-no column has this value."""

    column: str
    value: bool
    words: str


OWN_LIMITS = _(
    "limits HR {hr_low_per_min}–{hr_high_per_min}, SpO2 {spo2_low_percent}, "
    "BP {sys_low_mmhg}–{sys_high_mmhg}/{dia_high_mmhg}, RR {rr_low_per_min}–{rr_high_per_min}"
)

# kind: title, then the parts that tell its values
WORDS: dict[type[e.Event], tuple[str, *tuple[str | If, ...]]] = {
    e.Superseded: (_("Marked as a mistake"), "{reason}"),
    e.CheckedIn: (_("Checked in"), _("chair {chair}"), "{identifiers}"),
    e.WeightMeasured: (_("Weighed"), "{weight_kg} kg"),
    e.IntakeStated: (
        _("Last intake stated"),
        _("clear fluid {clear_fluid_at}"),
        _("food {solid_food_at}"),
        If("light_meal", True, _("a light meal")),
    ),
    e.EscortNamed: (_("Escort named"), "{name}", "{phone}"),
    e.PregnancyTested: (_("Pregnancy test"), "{result}", "{reason}"),
    e.CannulaTried: (
        _("Cannula"),
        "{site}",
        "{limb}",
        "{gauge} G",
        If("patent", True, _("patent")),
        If("patent", False, _("failed")),
        _("avoid {avoid_limb}"),
    ),
    e.CuffPlaced: (_("Cuff placed"), "{limb}"),
    e.ComfortSet: (
        _("Comfort set"),
        _("light {light}"),
        _("sound {sound}"),
        _("blanket {blanket}"),
        _("call button tested {call_button_tested}"),
    ),
    e.MonitorsOn: (_("Monitors on"), If("connected", True, _("connected")), If("connected", False, _("values typed"))),
    e.RescueKitChecked: (_("Rescue kit checked"), "{text}"),
    e.ContainerPrepared: (
        _("Container prepared"),
        "{container}",
        _("lot {lot}"),
        _("{drawn_ml} mL of {vial_mg_per_ml} mg/mL"),
        _("{diluent_ml} mL diluent"),
        "{concentration_mg_per_ml} mg/mL",
        "{volume_ml} mL",
        "{rate_ml_per_h} mL/h",
    ),
    e.CheckEntered: (
        _("Check entered"),
        "{container}",
        "{weight_kg} kg",
        _("vial {vial_mg_per_ml} mg/mL"),
        _("syringe {drawn_ml} mL"),
        "{concentration_mg_per_ml} mg/mL",
        "{rate_ml_per_h} mL/h",
        "{volume_ml} mL",
    ),
    e.LabelChecked: (_("Mixed, label read"), "{container}", "{concentration_mg_per_ml} mg/mL"),
    e.TimeOutHeld: (_("Time-out held"), "{identifiers}"),
    e.FindingOverridden: (_("Finding overridden"), "{finding}", "{reason}"),
    e.Prepared: (_("Ready to start"),),
    e.InfusionStarted: (
        _("Infusion started"),
        "{container}",
        "{concentration_mg_per_ml} mg/mL",
        "{rate_ml_per_h} mL/h",
        OWN_LIMITS,
    ),
    e.LimitsSigned: (_("Alarm limits signed"), OWN_LIMITS, "{reason}"),
    e.RateChanged: (_("Rate changed"), "{rate_ml_per_h} mL/h", "{reason}"),
    e.Paused: (_("Paused"), "{reason}"),
    e.Resumed: (_("Resumed"), "{rate_ml_per_h} mL/h"),
    e.ContainerChanged: (
        _("Container changed"),
        "{container}",
        "{concentration_mg_per_ml} mg/mL",
        "{rate_ml_per_h} mL/h",
    ),
    e.PumpAlarmed: (_("Pump alarm"), "{text}"),
    e.PumpFoundStopped: (_("Pump found stopped"), _("stopped at {stopped_at}"), "{text}"),
    e.PumpVolumeRead: (_("Pump volume read"), "{volume_ml} mL"),
    e.ConfirmedAtPump: (_("Confirmed at the pump"),),
    e.BolusGiven: (_("Bolus given"), "{dose_mg} mg", _("over {duration_min} min"), "{reason}"),
    e.AdjunctGiven: (_("Drug given"), "{drug}", "{dose} {unit}", "{route}", "{reason}"),
    e.Stopped: (_("Stopped"), If("completed", True, _("completed")), "{reason}"),
    e.EmergencyCalled: (_("Emergency called"), "{text}"),
    e.OffMonitor: (_("Off the monitor"), _("with {name}")),
    e.BackOnMonitor: (_("Back on the monitor"),),
    e.VitalsCharted: (
        _("Vitals charted"),
        _("HR {hr_per_min}"),
        "SpO2 {spo2_percent} %",
        _("RR {rr_per_min}"),
        _("BP {nibp_sys_mmhg}/{nibp_dia_mmhg}"),
        "{temp_c} °C",
        "{source}",
    ),
    e.Scored: (
        _("Scored"),
        "{scale}",
        "{score}",
        If("not_asked", True, _("not asked")),
        If("distress", True, _("distressed")),
    ),
    e.SymptomsReported: (_("Symptoms"), "{text}"),
    e.SymptomsGone: (_("Symptoms gone"),),
    e.IvSiteChecked: (_("IV site checked"), "{result}"),
    e.Noted: (_("Note"), "{text}"),
    e.ConsentWithdrawn: (_("Consent withdrawn"), _("told by {name}"), "{text}"),
    e.HandoverOffered: (_("Hand-over offered"), _("to {to}")),
    e.HandoverAccepted: (_("Hand-over accepted"),),
    e.RecoveryBegun: (_("Recovery begun"),),
    e.AldreteScored: (
        _("Aldrete scored"),
        _("activity {activity}"),
        _("respiration {respiration}"),
        _("circulation {circulation}"),
        _("consciousness {consciousness}"),
        _("oxygen {oxygen}"),
    ),
    e.PadssScored: (
        _("Discharge score"),
        _("vital signs {vital_signs}"),
        _("walking {walking}"),
        _("nausea {nausea}"),
        _("pain {pain}"),
        _("bleeding {bleeding}"),
    ),
    e.ReadinessChecked: (
        _("Readiness checked"),
        _("oriented {oriented}"),
        _("patient agrees {patient_agrees}"),
        _("walks as before {walks_as_before}"),
        _("sips tolerated {sips_tolerated}"),
        _("cannula out {cannula_out}"),
        _("escort identified {escort_identified}"),
        _("advice given {advice_given}"),
        _("no driving understood {driving_understood}"),
    ),
    e.WaitingForEscort: (_("Waiting for the escort"), _("{name} keeps watch")),
    e.Discharged: (_("Discharged"), _("with {name}"), "{reason}"),
    e.Cancelled: (_("Cancelled"), "{reason}"),
    e.DidNotCome: (_("Did not come"),),
    e.LeftAgainstAdvice: (_("Left against advice"), "{reason}"),
    e.TakenByAmbulance: (_("Taken by ambulance"), "{reason}"),
}


def verb(kind: type[e.Event]) -> str:
    """The verb of the record's entry, always in English."""
    return WORDS[kind][0].lower()


def title(kind: type[e.Event]) -> str:
    """What this kind of event is called, in the reader's language."""
    return gettext(WORDS[kind][0])


def detail(row: Event, names: Mapping[str, str]) -> str:
    """The values of an event in one line: "24.5 mL/h, nausea". `names` has people and chairs by their id."""
    parts = (_part(row, part, names) for part in WORDS[KINDS[row.kind]][1:])
    return ", ".join(words for words in parts if words)


def said(finding: Finding) -> str:
    """A finding's reason in the reader's language."""
    return gettext(finding.reason).format_map(finding.inputs)


def remedy(finding: Finding) -> str:
    """What would clear it, in the reader's language."""
    return gettext(finding.clears_when).format_map(finding.inputs)


class _Missing(Exception):
    """A part has a place for a value that is not there."""


class _Columns:
    def __init__(self, row: Event, names: Mapping[str, str]) -> None:
        self.row, self.names = row, names

    def __getitem__(self, name: str) -> str:
        value = _shown(name, getattr(self.row, name), self.names)
        if not value:
            raise _Missing
        return value


def _part(row: Event, part: str | If, names: Mapping[str, str]) -> str:
    if isinstance(part, If):
        return gettext(part.words) if getattr(row, part.column) is part.value else ""
    try:
        return gettext(part).format_map(_Columns(row, names))
    except _Missing:
        return ""


def _shown(name: str, value: object, names: Mapping[str, str]) -> str:
    match value:
        case None:
            return ""
        case bool():
            return gettext("yes") if value else gettext("no")
        case Decimal():
            return f"{value.normalize():f}"
        case datetime():
            return timezone.localtime(value).strftime("%H:%M")
    if name == "scale" and value in SCALES:
        return gettext(SCALES[value].title)
    return names.get(str(value), str(value)) if name in NAMED else str(value)
