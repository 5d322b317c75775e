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
from ebb.pathway.alarms.machine import AlarmState, begin, due_at, resume, step

__all__ = [
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
    "resume",
    "scored",
    "step",
]
