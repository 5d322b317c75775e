"""What can be recorded at the chair: one line a deed, with its form, its action and who may do it.

A deed's name is the last part of its address. Those in `AT_ONCE` are never blocked by a log-in, form or guard;
one that is `signed` asks for the password again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.forms import arrival, base, observations, preparation, pump
from ebb.clinic.infusion.models import Event
from ebb.clinic.people.models import CLINICAL, Role


@dataclass(frozen=True)
class Deed:
    form: type[base.DeedForm]
    act: Callable[..., Event]
    button: str
    roles: frozenset[str] = CLINICAL
    signed: bool = False


DEEDS: dict[str, Deed] = {
    "check-in": Deed(arrival.CheckIn, actions.check_in, _("Record check-in")),
    "did-not-come": Deed(preparation.Nothing, actions.did_not_come, _("Record: did not come")),
    "cancel": Deed(pump.Reason, actions.cancel, _("Record: cancelled")),
    "weight": Deed(arrival.Weight, actions.measure_weight, _("Record weight")),
    "intake": Deed(arrival.Intake, actions.state_intake, _("Record last intake")),
    "escort": Deed(arrival.Escort, actions.name_escort, _("Record escort")),
    "pregnancy": Deed(arrival.Pregnancy, actions.record_pregnancy_test, _("Record test")),
    "cannula": Deed(arrival.Cannula, actions.try_cannula, _("Record attempt")),
    "cuff": Deed(arrival.Cuff, actions.place_cuff, _("Record cuff")),
    "comfort": Deed(arrival.Comfort, actions.set_comfort, _("Record comfort")),
    "monitors": Deed(arrival.Monitors, actions.monitors_on, _("Record monitoring")),
    "rescue-kit": Deed(arrival.RescueKit, actions.check_rescue_kit, _("Record: kit complete")),
    "day": Deed(arrival.Day, actions.review_day, _("Record answers")),
    "container": Deed(preparation.Container, actions.prepare_container, _("Record container")),
    "check": Deed(preparation.Check, actions.enter_check, _("Enter my check")),
    "time-out": Deed(arrival.TwoIdentifiers, actions.hold_time_out, _("Record time-out")),
    "override": Deed(
        preparation.Override, actions.override_finding, _("Sign override"), frozenset({Role.PRESCRIBER}), signed=True
    ),
    "prepared": Deed(preparation.Nothing, actions.declare_prepared, _("Record: ready to start")),
    "start": Deed(pump.Start, actions.start_infusion, _("Record start")),
    "rate": Deed(pump.Rate, actions.change_rate, _("Record rate")),
    "resume": Deed(pump.Resume, actions.resume, _("Record: pump running")),
    "hang": Deed(pump.Hang, actions.change_container, _("Record change of container")),
    "pump-alarm": Deed(pump.PumpText, actions.pump_alarm, _("Record pump alarm")),
    "found-stopped": Deed(pump.FoundStopped, actions.pump_found_stopped, _("Record: pump had stopped")),
    "volume": Deed(pump.Volume, actions.read_pump_volume, _("Record pump volume")),
    "confirm": Deed(pump.Entry, actions.confirm_at_pump, _("Confirmed at the pump")),
    "bolus": Deed(pump.Bolus, actions.give_bolus, _("Record bolus"), frozenset({Role.PRESCRIBER})),
    "vitals": Deed(observations.Vitals, actions.chart_vitals, _("Record values")),
    "score": Deed(observations.Score, actions.score, _("Record score")),
    "same": Deed(observations.Scale, actions.score_same, _("Same as last")),
    "note": Deed(observations.Note, actions.note, _("Record note")),
    "off-monitor": Deed(observations.Company, actions.off_monitor, _("Record: off monitor")),
    "back": Deed(preparation.Nothing, actions.back_on_monitor, _("Record: back on monitor")),
    "offer": Deed(observations.Handover, actions.offer_handover, _("Offer hand-over")),
    "accept": Deed(preparation.Nothing, actions.accept_handover, _("Accept this patient")),
    "mistake": Deed(pump.Mistake, actions.supersede, _("Mark as a mistake")),
    "left": Deed(pump.Reason, actions.left_against_advice, _("Record: left against advice")),
    "ambulance": Deed(pump.Reason, actions.taken_by_ambulance, _("Record: taken by ambulance")),
}

AT_ONCE: dict[str, Deed] = {
    "pause": Deed(pump.Reason, actions.pause, _("Record: pump paused")),
    "stop": Deed(pump.Stop, actions.stop, _("Record: pump stopped")),
    "lower": Deed(pump.Rate, actions.change_rate, _("Record lower rate")),
    "rescue": Deed(pump.Adjunct, actions.give_adjunct, _("Record drug given")),
    "emergency": Deed(observations.Text, actions.call_emergency, _("Emergency")),
}
