"""E02 to E04 and E21: heart, vessels and the rise in pressure that ketamine brings."""

from ebb.pathway.candidacy.rule import any_true, either, holds, override, rule, stop

# Swiss label: resting pressure above 180/100, untreated or poorly controlled [S5]
UNCONTROLLED = either(
    any_true("poorly_controlled_cardiovascular_disease"),
    holds("resting_sys_mmhg", lambda mmhg: mmhg > 180),
    holds("resting_dia_mmhg", lambda mmhg: mmhg > 100),
)

RULES = (
    rule(
        "E02",
        stop(
            any_true(
                "aortic_dissection_or_aneurysm",
                "intracranial_aneurysm_or_avm",
                "recent_stroke_or_intracranial_bleed",
                "recent_cerebral_trauma",
                "unstable_angina",
                "recent_myocardial_infarction",
                "severe_coronary_or_myocardial_disease",
                "decompensated_heart_failure",
            ),
            "A marked rise in blood pressure would be a serious hazard: {found}.",
            "Only if the condition is found not to exist, or is over.",
        ),
        source="Label contraindication [S4][S5]; US summary: significant hypertension [S3]; further examples [M]",
        mark="S",
    ),
    rule(
        "E03",
        stop(
            UNCONTROLLED,
            "Cardiovascular disease is poorly controlled: resting pressure"
            " {resting_sys_mmhg}/{resting_dia_mmhg} mmHg, known as poorly controlled:"
            " {poorly_controlled_cardiovascular_disease}.",
            "Until it is controlled: resting pressure not above 180/100 mmHg and the disease stable.",
        ),
        source="Consensus, grade B [S1]; Swiss label: resting above 180/100 mmHg [S5]",
        mark="S",
    ),
    rule(
        "E04",
        override(
            any_true("stable_ischaemic_disease", "arrhythmia", "valve_disease", "pacemaker"),
            "Stable heart disease: {found}.",
            "A physician signs, with an ECG and a cardiology note.",
        ),
        source="Clinic policy from the consensus [S1]",
        mark="D",
    ),
    rule(
        "E21",
        stop(
            any_true("phaeochromocytoma", "severe_tachyarrhythmia"),
            "Present: {found}.",
            "Only once it is treated and over.",
        ),
        source="From memory, verify",
        mark="M",
    ),
)
