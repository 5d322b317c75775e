"""What can be recorded at the chair: one line a action, with its form, its action and who may do it.

A action's name is the last part of its address. Those in `URGENT_ACTIONS` are never blocked by a log-in, form or guard;
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
class ChartAction:
    form: type[base.ChartForm]
    act: Callable[..., Event]
    button: str
    roles: frozenset[str] = CLINICAL
    signed: bool = False


CHART_ACTIONS: dict[str, ChartAction] = {
    "check-in": ChartAction(arrival.CheckInForm, actions.check_in, _("Record check-in")),
    "did-not-come": ChartAction(preparation.NoValuesForm, actions.did_not_come, _("Record: did not come")),
    "cancel": ChartAction(pump.ReasonForm, actions.cancel, _("Record: cancelled")),
    "weight": ChartAction(arrival.WeightForm, actions.measure_weight, _("Record weight")),
    "intake": ChartAction(arrival.IntakeForm, actions.state_intake, _("Record last intake")),
    "escort": ChartAction(arrival.EscortForm, actions.name_escort, _("Record escort")),
    "pregnancy": ChartAction(arrival.PregnancyForm, actions.record_pregnancy_test, _("Record test")),
    "cannula": ChartAction(arrival.CannulaForm, actions.try_cannula, _("Record attempt")),
    "cuff": ChartAction(arrival.CuffForm, actions.place_cuff, _("Record cuff")),
    "comfort": ChartAction(arrival.ComfortForm, actions.set_comfort, _("Record comfort")),
    "monitors": ChartAction(arrival.MonitorsForm, actions.monitors_on, _("Record monitoring")),
    "rescue-kit": ChartAction(arrival.RescueKitForm, actions.check_rescue_kit, _("Record: kit complete")),
    "day": ChartAction(arrival.DayForm, actions.review_day, _("Record answers")),
    "container": ChartAction(preparation.ContainerForm, actions.prepare_container, _("Record container")),
    "check": ChartAction(preparation.CheckForm, actions.enter_check, _("Enter my check")),
    "label": ChartAction(preparation.LabelForm, actions.check_label, _("Record: mixed, label read")),
    "time-out": ChartAction(arrival.TwoIdentifiersForm, actions.hold_time_out, _("Record time-out")),
    "override": ChartAction(
        preparation.OverrideForm,
        actions.override_finding,
        _("Sign override"),
        frozenset({Role.PRESCRIBER}),
        signed=True,
    ),
    "prepared": ChartAction(preparation.NoValuesForm, actions.declare_prepared, _("Record: ready to start")),
    "start": ChartAction(pump.StartForm, actions.start_infusion, _("Record start")),
    "limits": ChartAction(pump.LimitsForm, actions.sign_limits, _("Sign limits"), signed=True),
    "rate": ChartAction(pump.RateForm, actions.change_rate, _("Record rate")),
    "resume": ChartAction(pump.ResumeForm, actions.resume, _("Record: pump running")),
    "hang": ChartAction(pump.HangForm, actions.change_container, _("Record change of container")),
    "pump-alarm": ChartAction(pump.PumpTextForm, actions.pump_alarm, _("Record pump alarm")),
    "found-stopped": ChartAction(pump.FoundStoppedForm, actions.pump_found_stopped, _("Record: pump had stopped")),
    "volume": ChartAction(pump.VolumeForm, actions.read_pump_volume, _("Record pump volume")),
    "confirm": ChartAction(pump.EntryForm, actions.confirm_at_pump, _("Confirmed at the pump")),
    "bolus": ChartAction(pump.BolusForm, actions.give_bolus, _("Record bolus"), frozenset({Role.PRESCRIBER})),
    "vitals": ChartAction(observations.VitalsForm, actions.chart_vitals, _("Record values")),
    "score": ChartAction(observations.ScoreForm, actions.score, _("Record score")),
    "same": ChartAction(observations.ScaleForm, actions.score_same, _("Same as last")),
    "iv-site": ChartAction(observations.IvSiteForm, actions.check_iv_site, _("Record IV site")),
    "note": ChartAction(observations.NoteForm, actions.note, _("Record note")),
    "off-monitor": ChartAction(observations.CompanyForm, actions.off_monitor, _("Record: off monitor")),
    "back": ChartAction(preparation.NoValuesForm, actions.back_on_monitor, _("Record: back on monitor")),
    "symptoms": ChartAction(observations.SymptomsForm, actions.report_symptoms, _("Record symptoms")),
    "symptoms-gone": ChartAction(preparation.NoValuesForm, actions.symptoms_gone, _("Record: symptoms gone")),
    "offer": ChartAction(observations.HandoverForm, actions.offer_handover, _("Offer hand-over")),
    "accept": ChartAction(preparation.NoValuesForm, actions.accept_handover, _("Accept this patient")),
    "mistake": ChartAction(pump.MistakeForm, actions.supersede, _("Mark as a mistake")),
    "left": ChartAction(pump.ReasonForm, actions.left_against_advice, _("Record: left against advice")),
    "ambulance": ChartAction(pump.ReasonForm, actions.taken_by_ambulance, _("Record: taken by ambulance")),
}

URGENT_ACTIONS: dict[str, ChartAction] = {
    "pause": ChartAction(pump.ReasonForm, actions.pause, _("Record: pump paused")),
    "stop": ChartAction(pump.StopForm, actions.stop, _("Record: pump stopped")),
    "lower": ChartAction(pump.RateForm, actions.change_rate, _("Record lower rate")),
    "rescue": ChartAction(pump.AdjunctForm, actions.give_adjunct, _("Record drug given")),
    "emergency": ChartAction(observations.TextForm, actions.call_emergency, _("Emergency")),
}
