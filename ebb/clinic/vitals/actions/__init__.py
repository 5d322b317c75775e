from ebb.clinic.vitals.actions.alarms import acknowledge_alarm, write_alarm_changes
from ebb.clinic.vitals.actions.monitors import bind_monitor
from ebb.clinic.vitals.actions.sealing import seal_minutes

__all__ = [
    "acknowledge_alarm",
    "bind_monitor",
    "seal_minutes",
    "write_alarm_changes",
]
