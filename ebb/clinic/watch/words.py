"""An alarm in a few words, as it is kept in its row."""

from ebb.pathway.alarms import Transition

NAMES = {
    "hr_per_min": ("Heart rate", "/min"),
    "pulse_per_min": ("Pulse", "/min"),
    "spo2_percent": ("SpO2", "%"),
    "rr_per_min": ("Breathing rate", "/min"),
    "nibp_sys_mmhg": ("Systolic pressure", "mmHg"),
    "nibp_dia_mmhg": ("Diastolic pressure", "mmHg"),
    "abp_sys_mmhg": ("Arterial systolic pressure", "mmHg"),
    "abp_dia_mmhg": ("Arterial diastolic pressure", "mmHg"),
    "etco2_mmhg": ("End-tidal CO2", "mmHg"),
    "temp_c": ("Temperature", "°C"),
    "sedation": ("Sedation", ""),
    "dissociation": ("Dissociation", ""),
}


def text_of(told: Transition) -> str:
    """Such as `SpO2 86 %, low` or `No data from the monitor`."""
    if told.cause == "no data":
        return "No data from the monitor"
    name, unit = NAMES.get(told.parameter, (told.parameter, ""))
    if told.cause == "no signal":
        return f"{name}: no signal"
    number = "" if told.value is None else " ".join(f"{name} {told.value:g} {unit}".split())
    if told.withdrawn:
        return f"{number or name}, taken back as a mistake"
    if told.cause.startswith("repeat"):
        return f"{number or name}: measure again"
    return f"{number or name}, {told.cause}"
