"""E29, E30, E32 and E33: age and physical status. ASA I and II (E31) go on without a finding [D]."""

from ebb.pathway.candidacy.known import holds
from ebb.pathway.candidacy.rule import Case, Rule
from ebb.pathway.findings import Level

RULES = (
    Rule(
        id="E29",
        cases=(
            Case(
                Level.STOP,
                holds("age_years", lambda years: years < 18),
                "The patient is {age_years} years old; children are out of scope.",
                "Not before the age of 18.",
            ),
        ),
        source="Clinic policy",
        mark="D",
    ),
    Rule(
        id="E30",
        cases=(
            Case(
                Level.CAUTION,
                holds("age_years", lambda years: years >= 65),
                "The patient is {age_years} years old; the pressure rises more.",
                "Start at the low end of the dose.",
            ),
        ),
        source="[S6][S22][S24]",
        mark="S",
    ),
    Rule(
        id="E32",
        cases=(
            Case(
                Level.OVERRIDE,
                holds("asa_class", lambda status: status == 3),
                "Physical status ASA {asa_class}.",
                "An anaesthesia-trained physician signs.",
            ),
        ),
        source="Clinic policy",
        mark="D",
    ),
    Rule(
        id="E33",
        cases=(
            Case(
                Level.STOP,
                holds("asa_class", lambda status: status >= 4),
                "Physical status ASA {asa_class}; not in an office.",
                "Only if the status improves.",
            ),
        ),
        source="Clinic policy",
        mark="D",
    ),
)
