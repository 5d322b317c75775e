"""Short ways for tests to say what happened at the chair: `happened(Paused, 12, reason="toilet")`."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from ebb.pathway import events as e

ARRIVAL = datetime(2027, 3, 9, 8, 0, tzinfo=UTC)

ENOUGH: dict[type[e.Event], dict[str, Any]] = {
    e.Superseded: {"event_id": "none", "reason": "mis-tap"},
    e.CheckedIn: {"chair": "1", "identifiers": "name, date of birth"},
    e.WeightMeasured: {"weight_kg": Decimal(80)},
    e.IntakeStated: {
        "clear_fluid_at": ARRIVAL - timedelta(hours=3),
        "solid_food_at": ARRIVAL - timedelta(hours=12),
    },
    e.EscortNamed: {"name": "Sam Lind", "phone": "555 0100"},
    e.PregnancyTested: {"result": "negative"},
    e.CannulaTried: {"site": "forearm", "limb": "left arm", "gauge": 22, "patent": True},
    e.CuffPlaced: {"limb": "right arm"},
    e.ComfortSet: {"light": "low", "sound": "quiet", "blanket": True, "call_button_tested": True},
    e.MonitorsOn: {"connected": True},
    e.ContainerPrepared: {
        "container": "bag 1",
        "lot": "L1",
        "concentration_mg_per_ml": Decimal(1),
        "volume_ml": Decimal(40),
        "rate_ml_per_h": Decimal(60),
    },
    e.CheckEntered: {
        "container": "bag 1",
        "weight_kg": Decimal(80),
        "concentration_mg_per_ml": Decimal(1),
        "rate_ml_per_h": Decimal(60),
        "volume_ml": Decimal(40),
    },
    e.LabelChecked: {"container": "bag 1", "concentration_mg_per_ml": Decimal(1)},
    e.TimeOutHeld: {"identifiers": "name, date of birth"},
    e.FindingOverridden: {"finding": "E04", "reason": "cardiology agrees"},
    e.InfusionStarted: {
        "container": "bag 1",
        "concentration_mg_per_ml": Decimal(1),
        "rate_ml_per_h": Decimal(60),
    },
    e.RateChanged: {"rate_ml_per_h": Decimal(30)},
    e.LimitsSigned: {"reason": "usual pressure"},
    e.Paused: {"reason": "toilet"},
    e.Resumed: {"rate_ml_per_h": Decimal(60)},
    e.ContainerChanged: {
        "container": "bag 2",
        "concentration_mg_per_ml": Decimal(2),
        "rate_ml_per_h": Decimal(30),
    },
    e.PumpAlarmed: {"text": "near end"},
    e.PumpFoundStopped: {"text": "occlusion", "stopped_at": ARRIVAL},
    e.PumpVolumeRead: {"volume_ml": Decimal(12)},
    e.ConfirmedAtPump: {"event_id": "e1"},
    e.BolusGiven: {"dose_mg": Decimal(5), "duration_min": Decimal(10), "reason": "plan"},
    e.AdjunctGiven: {"drug": "ondansetron", "dose": Decimal(4), "unit": "mg", "route": "IV"},
    e.Stopped: {"completed": True},
    e.OffMonitor: {"name": "Sam Lind"},
    e.VitalsCharted: {"source": "typed"},
    e.Scored: {"scale": "pain", "score": 4},
    e.SymptomsReported: {"text": "chest pain"},
    e.IvSiteChecked: {"result": "well"},
    e.Noted: {"text": "asleep, breathing seen"},
    e.ConsentWithdrawn: {"name": "the patient"},
    e.HandoverOffered: {"to": "nurse-2"},
    e.AldreteScored: {"activity": 2, "respiration": 2, "circulation": 2, "consciousness": 2, "oxygen": 2},
    e.PadssScored: {"vital_signs": 2, "walking": 2, "nausea": 2, "pain": 2, "bleeding": 2},
    e.ReadinessChecked: {
        "oriented": True,
        "patient_agrees": True,
        "walks_as_before": True,
        "sips_tolerated": True,
        "cannula_out": True,
        "escort_identified": True,
        "advice_given": True,
        "driving_understood": True,
    },
    e.WaitingForEscort: {"name": "nurse-2"},
    e.Discharged: {"name": "Sam Lind"},
    e.Cancelled: {"reason": "fever"},
    e.LeftAgainstAdvice: {"reason": "wants to go"},
    e.TakenByAmbulance: {"reason": "chest pain"},
}


def minute(minutes: float) -> datetime:
    """So many minutes after the patient came in."""
    return ARRIVAL + timedelta(minutes=minutes)


def happened(kind: type[e.Event], minutes: float, **told: Any) -> Any:
    """One event of this kind so many minutes after arrival; what is not told is ordinary."""
    named = {"id": f"{kind.__name__}@{minutes}", "by": "nurse-1", **ENOUGH.get(kind, {}), **told}
    return kind(at=minute(minutes), **named)
