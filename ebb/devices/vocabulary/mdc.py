"""ISO/IEEE 11073-10101 ("MDC"), the numbers and reference ids of IHE PCD-01 senders.

Source: the standard's published value sets; a number is the partition times 65,536 plus the term code (partition 2 for
what is measured, 4 for units). End-tidal CO2 is 151708 MDC_CONC_AWAY_CO2_ET (2, 20636) there, with 151728
MDC_AWAY_CO2_ET (2, 20656) beside it. Left out on purpose: injectate, airway, finger and toe temperature, pressures of
no named site (150017 to 150019), a ventilator's set rate.
"""

from ebb.devices.vocabulary.terms import (
    BEATS,
    BREATHS,
    CELSIUS,
    FAHRENHEIT,
    KPA,
    MMHG,
    PERCENT,
    Term,
    Vocabulary,
)

PULSE = Term("149514", "MDC_PULS_RATE", "pulse_per_min", "oximeter", rank=1)

TERMS = (
    Term("147842", "MDC_ECG_HEART_RATE", "hr_per_min", "ecg"),
    Term("149530", "MDC_PULS_OXIM_PULS_RATE", "pulse_per_min", "oximeter"),
    PULSE,
    Term("149522", "MDC_BLD_PULS_RATE_INV", "pulse_per_min", "line", rank=2),
    Term("149546", "MDC_PULS_RATE_NON_INV", "pulse_per_min", "cuff", rank=3),
    Term("150456", "MDC_PULS_OXIM_SAT_O2", "spo2_percent", "oximeter"),
    Term("151562", "MDC_RESP_RATE", "rr_per_min", "chest"),
    Term("151578", "MDC_TTHOR_RESP_RATE", "rr_per_min", "chest", rank=1),
    Term("151594", "MDC_CO2_RESP_RATE", "rr_per_min", "gas", rank=2),
    Term("151570", "MDC_AWAY_RESP_RATE", "rr_per_min", "gas", rank=3),
    Term("151658", "MDC_PULS_OXIM_PLETH_RESP_RATE", "rr_per_min", "oximeter", rank=4),
    Term("150021", "MDC_PRESS_BLD_NONINV_SYS", "nibp_sys_mmhg", "cuff"),
    Term("150022", "MDC_PRESS_BLD_NONINV_DIA", "nibp_dia_mmhg", "cuff"),
    Term("150023", "MDC_PRESS_BLD_NONINV_MEAN", "nibp_mean_mmhg", "cuff"),
    Term("150301", "MDC_PRESS_CUFF_SYS", "nibp_sys_mmhg", "cuff", rank=1),
    Term("150302", "MDC_PRESS_CUFF_DIA", "nibp_dia_mmhg", "cuff", rank=1),
    Term("150303", "MDC_PRESS_CUFF_MEAN", "nibp_mean_mmhg", "cuff", rank=1),
    Term("150037", "MDC_PRESS_BLD_ART_ABP_SYS", "abp_sys_mmhg", "line"),
    Term("150038", "MDC_PRESS_BLD_ART_ABP_DIA", "abp_dia_mmhg", "line"),
    Term("150039", "MDC_PRESS_BLD_ART_ABP_MEAN", "abp_mean_mmhg", "line"),
    Term("150033", "MDC_PRESS_BLD_ART_SYS", "abp_sys_mmhg", "line", rank=1),
    Term("150034", "MDC_PRESS_BLD_ART_DIA", "abp_dia_mmhg", "line", rank=1),
    Term("150035", "MDC_PRESS_BLD_ART_MEAN", "abp_mean_mmhg", "line", rank=1),
    Term("151708", "MDC_CONC_AWAY_CO2_ET", "etco2_mmhg", "gas"),
    Term("151728", "MDC_AWAY_CO2_ET", "etco2_mmhg", "gas", rank=1),
    Term("150368", "MDC_TEMP_CORE", "temp_c", "thermometer"),
    Term("150364", "MDC_TEMP_BODY", "temp_c", "thermometer", rank=1),
    Term("150344", "MDC_TEMP", "temp_c", "thermometer", rank=2),
    Term("150372", "MDC_TEMP_ESOPH", "temp_c", "thermometer", rank=3),
    Term("150380", "MDC_TEMP_NASOPH", "temp_c", "thermometer", rank=4),
    Term("150352", "MDC_TEMP_ART", "temp_c", "thermometer", rank=5),
    Term("150396", "MDC_TEMP_VEN", "temp_c", "thermometer", rank=6),
    Term("188420", "MDC_TEMP_RECT", "temp_c", "thermometer", rank=7),
    Term("188424", "MDC_TEMP_ORAL", "temp_c", "thermometer", rank=8),
    Term("150392", "MDC_TEMP_TYMP", "temp_c", "thermometer", rank=9),
    Term("188428", "MDC_TEMP_EAR", "temp_c", "thermometer", rank=10),
    Term("188452", "MDC_TEMP_AXILLA", "temp_c", "thermometer", rank=11),
    Term("188496", "MDC_TEMP_AXIL", "temp_c", "thermometer", rank=12),
    Term("150388", "MDC_TEMP_SKIN", "temp_c", "thermometer", rank=13),
)

MDC = Vocabulary(
    systems=("MDC",),
    terms=TERMS,
    units={
        BEATS: "264864^MDC_DIM_BEAT_PER_MIN^MDC",
        BREATHS: "264928^MDC_DIM_RESP_PER_MIN^MDC",
        PERCENT: "262688^MDC_DIM_PERCENT^MDC",
        MMHG: "266016^MDC_DIM_MMHG^MDC",
        KPA: "265987^MDC_DIM_KILO_PASCAL^MDC",
        CELSIUS: "268192^MDC_DIM_DEGC^MDC",
        FAHRENHEIT: "266560^MDC_DIM_FAHR^MDC",
    },
    # Not in the standard, but sent without a number by some makers.
    names_alone={term.name: term for term in TERMS} | {"MDC_PULS": PULSE},
)
