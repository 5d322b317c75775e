"""E15, E16 and E23: pressure in the head and in the eye, and seizures."""

from ebb.pathway.candidacy.rule import any_true, caution, either, one_of, override, rule, stop

RULES = (
    rule(
        "E15",
        stop(
            any_true("raised_intracranial_pressure", "intracranial_mass", "hydrocephalus"),
            "Pressure in the head may rise: {found}.",
            "Not in an office; only if it is found not to exist.",
        ),
        source="Consensus, grade C [S1]; label: warning on cerebrospinal fluid pressure [S3]",
        mark="S",
    ),
    rule(
        "E16",
        stop(
            any_true("open_globe", "acute_angle_closure"),
            "Pressure in the eye may rise: {found}.",
            "Only once it is treated and over.",
        ),
        override(any_true("treated_chronic_glaucoma"), "Chronic glaucoma, treated.", "A physician signs."),
        source="Consensus, grade C [S1]",
        mark="S",
    ),
    rule(
        "E23",
        override(one_of("epilepsy", "uncontrolled"), "Epilepsy that is not controlled.", "A physician signs."),
        caution(
            either(one_of("epilepsy", "controlled"), any_true("low_seizure_threshold")),
            "Seizures are more likely: epilepsy {epilepsy}, low seizure threshold {low_seizure_threshold}.",
            "Have the seizure order ready.",
        ),
        source="From memory, verify",
        mark="M",
    ),
)
