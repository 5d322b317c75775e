"""An alarm in a few words, as it is kept in its row."""

from ebb.pathway.alarms import Transition
from ebb.pathway.scales import SCALES
from ebb.pathway.vital_signs import VITAL_SIGNS

NAMES = {column: (sign.name, sign.unit) for column, sign in VITAL_SIGNS.items()}
NAMES |= {name: (scale.title, "") for name, scale in SCALES.items()}


def text_of(told: Transition) -> str:
    """Such as `SpO2 86 %, low` or `No data from the monitor`."""
    if told.cause == "no data":
        return "No data from the monitor"
    name, unit = NAMES[told.parameter]
    if told.cause == "no signal":
        return f"{name}: no signal"
    number = "" if told.value is None else " ".join(f"{name} {told.value:g} {unit}".split())
    if told.withdrawn:
        return f"{number or name}, taken back as a mistake"
    if told.cause.startswith("repeat"):
        return f"{number or name}: measure again"
    return f"{number or name}, {told.cause}"
