"""The short names of monitors' screens, as makers write them beside MDC and MDIL codes."""

from ebb.devices.vocabulary.terms import plain


def _pressures(*prefixes: str, column: str) -> dict[str, str]:
    endings = {"sys": ("s", "sys", "systolic"), "dia": ("d", "dia", "diastolic"), "mean": ("m", "mean", "map")}
    return {
        prefix + ending: f"{column}_{part}_mmhg"
        for prefix in prefixes
        for part, part_endings in endings.items()
        for ending in part_endings
    }


_SITES = (
    "Tcore",
    "Tbody",
    "Tblood",
    "Tesoph",
    "Tnaso",
    "Ttymp",
    "Trect",
    "Toral",
    "Tskin",
    "Tven",
    "Tart",
    "Temperature",
)

_WRITTEN = {
    "hr_per_min": ("HR", "Heart Rate", "ECG HR", "btHR"),
    "pulse_per_min": (
        "Pulse",
        "PR",
        "Pulse Rate",
        "PulseT",
        "Pulse SpO2",
        "SpO2 Pulse",
        "SpO2 PR",
        "PR SpO2",
        "NBP Pulse",
    ),
    "spo2_percent": ("SpO2", "SpO2T", "SpO2l", "SpO2r", "%SpO2", "SpO2 %", "SpO2 Sat", "Sat", "O2 Sat"),
    "rr_per_min": ("RR", "Resp", "Resp Rate", "Respiration Rate", "Respiratory Rate", "awRR", "RR CO2", "RRc"),
    "etco2_mmhg": ("etCO2", "CO2 et", "end-tidal CO2"),
    "temp_c": ("Temp", "T", "T1", "T2", "T3", "T4", "Temp1", "Temp2", "Temp3", "Temp4", *_SITES),
}

COLUMNS_BY_LABEL: dict[str, str] = {
    **{plain(label): column for column, labels in _WRITTEN.items() for label in labels},
    **_pressures("nbp", "nibp", "cuff", column="nibp"),
    **_pressures("abp", "art", column="abp"),
}
