from ebb.pathway.alarms.inputs import (
    Acknowledged,
    AlarmInput,
    Priority,
    Sample,
    Symptoms,
    TimePassed,
    Transition,
    Withdrawn,
    scored,
)
from ebb.pathway.alarms.limits import SYMPTOMS, AlarmLimit, limits_for
from ebb.pathway.alarms.machine import AlarmState, begin, due_at, resume, step, with_limits
from ebb.pathway.alarms.personal import OWN_LIMITS, limits_of, own_limits

__all__ = [
    "OWN_LIMITS",
    "SYMPTOMS",
    "Acknowledged",
    "AlarmInput",
    "AlarmLimit",
    "AlarmState",
    "Priority",
    "Sample",
    "Symptoms",
    "TimePassed",
    "Transition",
    "Withdrawn",
    "begin",
    "due_at",
    "limits_for",
    "limits_of",
    "own_limits",
    "resume",
    "scored",
    "step",
    "with_limits",
]
