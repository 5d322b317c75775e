from ebb.clinic.infusion.actions.arrival import (
    check_in,
    check_rescue_kit,
    expect_visit,
    measure_weight,
    monitors_on,
    name_escort,
    place_cuff,
    record_pregnancy_test,
    set_comfort,
    state_intake,
    try_cannula,
)
from ebb.clinic.infusion.actions.drugs import give_adjunct, give_bolus
from ebb.clinic.infusion.actions.exits import (
    call_emergency,
    cancel,
    did_not_come,
    left_against_advice,
    supersede,
    taken_by_ambulance,
    withdraw_consent,
)
from ebb.clinic.infusion.actions.limits import sign_limits
from ebb.clinic.infusion.actions.observations import (
    accept_handover,
    back_on_monitor,
    chart_vitals,
    check_iv_site,
    note,
    off_monitor,
    offer_handover,
    report_symptoms,
    score,
    score_same,
    symptoms_gone,
)
from ebb.clinic.infusion.actions.preparation import (
    check_label,
    declare_prepared,
    enter_check,
    hold_time_out,
    override_finding,
    prepare_container,
    review_day,
)
from ebb.clinic.infusion.actions.pump import (
    change_container,
    change_rate,
    confirm_at_pump,
    pause,
    pump_alarm,
    pump_found_stopped,
    read_pump_volume,
    resume,
    start_infusion,
    stop,
)
from ebb.clinic.infusion.actions.recording import record_event

__all__ = [
    "accept_handover", "back_on_monitor", "call_emergency", "cancel", "change_container", "change_rate",
    "chart_vitals", "check_in", "check_iv_site", "check_label", "check_rescue_kit", "confirm_at_pump",
    "declare_prepared", "did_not_come", "enter_check", "expect_visit", "give_adjunct", "give_bolus", "hold_time_out",
    "left_against_advice", "measure_weight", "monitors_on", "name_escort", "note", "off_monitor", "offer_handover",
    "override_finding", "pause", "place_cuff", "prepare_container", "pump_alarm", "pump_found_stopped",
    "read_pump_volume", "record_event", "record_pregnancy_test", "report_symptoms", "resume", "review_day", "score",
    "score_same", "set_comfort", "sign_limits", "start_infusion", "state_intake", "stop", "supersede", "symptoms_gone",
    "taken_by_ambulance", "try_cannula", "withdraw_consent",
]  # fmt: skip
