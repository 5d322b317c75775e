"""LOINC, which can stand alone or first with an MDC coding beside it.

Source: clinical-reference section 9 [S88] for 8867-4, 8480-6, 8462-4, 8478-0, 59408-5, 2708-6, 9279-1, 8310-5 and
19889-5; the codes with a method (8889-8, 762xx, 765xx) from LOINC's own table [M].

Codes without a method (8480-6: systolic pressure, however taken) go to the cuff's columns unless the coding beside them
names the arterial line. LOINC names are long and freely shortened, so a name agrees when it holds one of the words.
"""

from ebb.devices.vocabulary.terms import Term, Vocabulary

TERMS = (
    Term("8867-4", "Heart rate", "hr_per_min", "ecg", also=("pulse_per_min",)),
    Term("8889-8", "Heart rate by Pulse oximetry", "pulse_per_min", "oximeter"),
    Term("59408-5", "Oxygen saturation by Pulse oximetry", "spo2_percent", "oximeter"),
    Term("2708-6", "Oxygen saturation in Arterial blood", "spo2_percent", "oximeter", rank=1),
    Term("9279-1", "Respiratory rate", "rr_per_min", "chest"),
    Term("8480-6", "Systolic blood pressure", "nibp_sys_mmhg", "cuff", also=("abp_sys_mmhg",)),
    Term("8462-4", "Diastolic blood pressure", "nibp_dia_mmhg", "cuff", also=("abp_dia_mmhg",)),
    Term("8478-0", "Mean blood pressure", "nibp_mean_mmhg", "cuff", also=("abp_mean_mmhg",)),
    Term("76534-7", "Systolic blood pressure by Noninvasive", "nibp_sys_mmhg", "cuff"),
    Term("76535-4", "Diastolic blood pressure by Noninvasive", "nibp_dia_mmhg", "cuff"),
    Term("76536-2", "Mean blood pressure by Noninvasive", "nibp_mean_mmhg", "cuff"),
    Term("76215-3", "Invasive Systolic blood pressure", "abp_sys_mmhg", "line"),
    Term("76213-8", "Invasive Diastolic blood pressure", "abp_dia_mmhg", "line"),
    Term("76214-6", "Invasive Mean blood pressure", "abp_mean_mmhg", "line"),
    Term("19889-5", "Carbon dioxide at end expiration", "etco2_mmhg", "gas"),
    Term("8310-5", "Body temperature", "temp_c", "thermometer"),
)

WORDS = {
    "hr_per_min": ("heart", "hr", "pulse"),
    "pulse_per_min": ("pulse", "heart"),
    "spo2_percent": ("saturation", "spo2", "o2sat", "sao2"),
    "rr_per_min": ("resp", "breath", "rr"),
    "nibp_sys_mmhg": ("sys", "sbp"),
    "nibp_dia_mmhg": ("dia", "dbp"),
    "nibp_mean_mmhg": ("mean", "map"),
    "abp_sys_mmhg": ("sys", "sbp"),
    "abp_dia_mmhg": ("dia", "dbp"),
    "abp_mean_mmhg": ("mean", "map"),
    "etco2_mmhg": ("carbondioxide", "co2"),
    "temp_c": ("temp",),
}

LOINC = Vocabulary(systems=("LN", "LOINC"), terms=TERMS, words=WORDS)
