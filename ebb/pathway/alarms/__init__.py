from ebb.pathway.alarms.facts import Acknowledged, Priority, Sample, Symptoms, Tick, Transition, Withdrawn, scored
from ebb.pathway.alarms.limits import SYMPTOMS, Limit, limits_for
from ebb.pathway.alarms.machine import State, begin, due_at, step
from ebb.pathway.alarms.resumed import resume

__all__ = [
    "SYMPTOMS",
    "Acknowledged",
    "Limit",
    "Priority",
    "Sample",
    "State",
    "Symptoms",
    "Tick",
    "Transition",
    "Withdrawn",
    "begin",
    "due_at",
    "limits_for",
    "resume",
    "scored",
    "step",
]
