"""Philips' own codes ("MDIL"): partition and term code in hexadecimal, with the label of the monitor's screen.

Source: the term codes are those of ISO/IEEE 11073-10101 written in hexadecimal, so 0002-4bb8 is 150456; the maker's
published data export interface adds its own from 0002-f000 on.
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

TERMS = (
    Term("0002-4182", "HR", "hr_per_min", "ecg"),
    Term("0002-4822", "Pulse", "pulse_per_min", "oximeter"),
    Term("0002-480a", "Pulse", "pulse_per_min", "oximeter", rank=1),
    Term("0002-f0e5", "Pulse", "pulse_per_min", "cuff", rank=2),
    Term("0002-4bb8", "SpO2", "spo2_percent", "oximeter"),
    Term("0002-500a", "RR", "rr_per_min", "chest"),
    Term("0002-5000", "Resp", "rr_per_min", "chest", rank=1),
    Term("0002-5012", "awRR", "rr_per_min", "gas", rank=2),
    Term("0002-4a05", "NBPs", "nibp_sys_mmhg", "cuff"),
    Term("0002-4a06", "NBPd", "nibp_dia_mmhg", "cuff"),
    Term("0002-4a07", "NBPm", "nibp_mean_mmhg", "cuff"),
    Term("0002-4a15", "ABPs", "abp_sys_mmhg", "line"),
    Term("0002-4a16", "ABPd", "abp_dia_mmhg", "line"),
    Term("0002-4a17", "ABPm", "abp_mean_mmhg", "line"),
    Term("0002-4a11", "ARTs", "abp_sys_mmhg", "line", rank=1),
    Term("0002-4a12", "ARTd", "abp_dia_mmhg", "line", rank=1),
    Term("0002-4a13", "ARTm", "abp_mean_mmhg", "line", rank=1),
    Term("0002-50b0", "etCO2", "etco2_mmhg", "gas"),
    Term("0002-4b60", "Tcore", "temp_c", "thermometer"),
    Term("0002-4b48", "Temp", "temp_c", "thermometer", rank=1),
    Term("0002-4b64", "Tesoph", "temp_c", "thermometer", rank=2),
    Term("0002-4b6c", "Tnaso", "temp_c", "thermometer", rank=3),
    Term("0002-4b78", "Ttymp", "temp_c", "thermometer", rank=4),
    Term("0002-4b74", "Tskin", "temp_c", "thermometer", rank=5),
)

MDIL = Vocabulary(
    systems=("MDIL",),
    terms=TERMS,
    units={
        BEATS: "0004-0aa0^bpm^MDIL",
        BREATHS: "0004-0ae0^rpm^MDIL",
        PERCENT: "0004-0220^%^MDIL",
        MMHG: "0004-0f20^mmHg^MDIL",
        KPA: "0004-0f03^kPa^MDIL",
        CELSIUS: "0004-17a0^Cel^MDIL",
        FAHRENHEIT: "0004-1140^degF^MDIL",
    },
)
