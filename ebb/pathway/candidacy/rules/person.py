"""E29, E30, E32 and E33: age and physical status. ASA I and II (E31) go on without a finding [D]."""

from ebb.pathway.candidacy.rule import caution, holds, override, rule, stop

RULES = (
    rule(
        "E29",
        stop(
            holds("age_years", lambda years: years < 18),
            "The patient is {age_years} years old; children are out of scope.",
            "Not before the age of 18.",
        ),
        source="Clinic policy",
        mark="D",
    ),
    rule(
        "E30",
        caution(
            holds("age_years", lambda years: years >= 65),
            "The patient is {age_years} years old; the pressure rises more.",
            "Start at the low end of the dose.",
        ),
        source="[S6][S22][S24]",
        mark="S",
    ),
    rule(
        "E32",
        override(
            holds("asa_class", lambda status: status == 3),
            "Physical status ASA {asa_class}.",
            "An anaesthesia-trained physician signs.",
        ),
        source="Clinic policy",
        mark="D",
    ),
    rule(
        "E33",
        stop(
            holds("asa_class", lambda status: status >= 4),
            "Physical status ASA {asa_class}; not in an office.",
            "Only if the status improves.",
        ),
        source="Clinic policy",
        mark="D",
    ),
)
