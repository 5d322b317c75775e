"""What can be recorded at the chair: one line a deed, with its form, its action and who may do it.

A deed's name is the last part of its address. Those in `AT_ONCE` are never blocked by a log-in, form or guard.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.forms import arrival, base, observations, preparation, pump
from ebb.clinic.infusion.models import Event
from ebb.clinic.people.models import CLINICAL, Role


@dataclass(frozen=True)
class Deed:
    form: type[base.DeedForm]
    act: Callable[..., Event]
    roles: frozenset[str] = CLINICAL


AT_THE_DESK = CLINICAL | {Role.FRONT_DESK}

DEEDS: dict[str, Deed] = {
    "check-in": Deed(arrival.CheckIn, actions.check_in, AT_THE_DESK),
    "did-not-come": Deed(preparation.Nothing, actions.did_not_come, AT_THE_DESK),
    "cancel": Deed(pump.Reason, actions.cancel, AT_THE_DESK),
    "weight": Deed(arrival.Weight, actions.measure_weight),
    "intake": Deed(arrival.Intake, actions.state_intake),
    "escort": Deed(arrival.Escort, actions.name_escort, AT_THE_DESK),
    "pregnancy": Deed(arrival.Pregnancy, actions.record_pregnancy_test),
    "cannula": Deed(arrival.Cannula, actions.try_cannula),
    "cuff": Deed(arrival.Cuff, actions.place_cuff),
    "comfort": Deed(arrival.Comfort, actions.set_comfort),
    "monitors": Deed(arrival.Monitors, actions.monitors_on),
    "rescue-kit": Deed(arrival.RescueKit, actions.check_rescue_kit),
    "day": Deed(arrival.Day, actions.review_day),
    "container": Deed(preparation.Container, actions.prepare_container),
    "check": Deed(preparation.Check, actions.enter_check),
    "time-out": Deed(arrival.TwoIdentifiers, actions.hold_time_out),
    "override": Deed(preparation.Override, actions.override_finding, frozenset({Role.PRESCRIBER})),
    "prepared": Deed(preparation.Nothing, actions.declare_prepared),
    "start": Deed(pump.Start, actions.start_infusion),
    "rate": Deed(pump.Rate, actions.change_rate),
    "resume": Deed(pump.Resume, actions.resume),
    "hang": Deed(pump.Hang, actions.change_container),
    "pump-alarm": Deed(pump.PumpText, actions.pump_alarm),
    "found-stopped": Deed(pump.FoundStopped, actions.pump_found_stopped),
    "volume": Deed(pump.Volume, actions.read_pump_volume),
    "confirm": Deed(pump.Entry, actions.confirm_at_pump),
    "bolus": Deed(pump.Bolus, actions.give_bolus, frozenset({Role.PRESCRIBER})),
    "vitals": Deed(observations.Vitals, actions.chart_vitals),
    "score": Deed(observations.Score, actions.score),
    "same": Deed(observations.Scale, actions.score_same),
    "note": Deed(observations.Note, actions.note),
    "off-monitor": Deed(observations.Company, actions.off_monitor),
    "back": Deed(preparation.Nothing, actions.back_on_monitor),
    "offer": Deed(observations.Handover, actions.offer_handover),
    "accept": Deed(preparation.Nothing, actions.accept_handover),
    "mistake": Deed(pump.Mistake, actions.supersede),
    "left": Deed(pump.Reason, actions.left_against_advice),
    "ambulance": Deed(pump.Reason, actions.taken_by_ambulance),
}

AT_ONCE: dict[str, Deed] = {
    "pause": Deed(pump.Reason, actions.pause),
    "stop": Deed(pump.Stop, actions.stop),
    "lower": Deed(pump.Rate, actions.change_rate),
    "rescue": Deed(pump.Adjunct, actions.give_adjunct),
    "emergency": Deed(observations.Text, actions.call_emergency),
}
