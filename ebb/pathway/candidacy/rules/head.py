"""E15, E16 and E23: pressure in the head and in the eye, and seizures."""

from ebb.pathway.candidacy.known import any_true, either, one_of
from ebb.pathway.candidacy.rule import Case, Rule
from ebb.pathway.findings import Level

RULES = (
    Rule(
        id="E15",
        cases=(
            Case(
                Level.STOP,
                any_true("raised_intracranial_pressure", "intracranial_mass", "hydrocephalus"),
                "Pressure in the head may rise: {found}.",
                "Not in an office; only if it is found not to exist.",
            ),
        ),
        source="Consensus, grade C [S1]; label: warning on cerebrospinal fluid pressure [S3]",
        mark="S",
    ),
    Rule(
        id="E16",
        cases=(
            Case(
                Level.STOP,
                any_true("open_globe", "acute_angle_closure"),
                "Pressure in the eye may rise: {found}.",
                "Only once it is treated and over.",
            ),
            Case(
                Level.OVERRIDE,
                any_true("treated_chronic_glaucoma"),
                "Chronic glaucoma, treated.",
                "A physician signs.",
            ),
        ),
        source="Consensus, grade C [S1]",
        mark="S",
    ),
    Rule(
        id="E23",
        cases=(
            Case(
                Level.OVERRIDE,
                one_of("epilepsy", "uncontrolled"),
                "Epilepsy that is not controlled.",
                "A physician signs.",
            ),
            Case(
                Level.CAUTION,
                either(one_of("epilepsy", "controlled"), any_true("low_seizure_threshold")),
                "Seizures are more likely: epilepsy {epilepsy}, low seizure threshold {low_seizure_threshold}.",
                "Have the seizure order ready.",
            ),
        ),
        source="From memory, verify",
        mark="M",
    ),
)
