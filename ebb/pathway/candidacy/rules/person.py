"""E29, E30, E32, E33: age and physical status; ASA I and II (E31) go on without a finding [D].

E20, E22, E24, E25 and E34: thyroid, porphyria, airway and breathing, bladder, illness today.
"""

from ebb.pathway.candidacy.facts import Facts
from ebb.pathway.candidacy.rule import (
    FactCondition,
    Known,
    any_true,
    caution,
    either,
    hold,
    holds,
    known_true,
    one_of,
    override,
    rule,
    stop,
)

HIGH_BMI = 40  # [D]


def _very_heavy(facts: Facts) -> Known:
    if facts.weight_kg is None or facts.height_cm is None:
        return None
    return facts.weight_kg / (facts.height_cm / 100) ** 2 >= HIGH_BMI


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
    rule(
        "E20",
        stop(
            one_of("hyperthyroidism", "uncontrolled"),
            "Hyperthyroidism that is untreated or poorly treated.",
            "Once it is treated.",
        ),
        source="Swiss label [S5]",
        mark="S",
    ),
    rule(
        "E22",
        override(any_true("porphyria"), "Porphyria.", "A physician signs."),
        source="From memory, verify",
        mark="M",
    ),
    rule(
        "E24",
        caution(
            either(
                any_true("obstructive_sleep_apnoea", "home_oxygen", "predicted_hard_airway"),
                FactCondition(("weight_kg", "height_cm"), _very_heavy),
            ),
            "The airway is at risk (sleep apnoea {obstructive_sleep_apnoea}, oxygen at home {home_oxygen}, hard"
            " airway {predicted_hard_airway}, {weight_kg} kg at {height_cm} cm).",
            "Capnography on; limit the dose of benzodiazepines.",
        ),
        source="From memory and clinic policy, verify",
        mark="M",
    ),
    rule(
        "E25",
        override(
            any_true("current_cystitis", "unexplained_urinary_symptoms"),
            "The bladder is affected: {found}.",
            "A physician signs, or the cause is found and over.",
        ),
        source="Label: urinary harm with long use [S3]",
        mark="S",
    ),
    rule(
        "E34",
        hold(
            either(
                any_true("acute_respiratory_infection", "fever_today", "vomiting_today"),
                known_true("unwell_since_last_visit"),
            ),
            "Ill today: {found}.",
            "Another day, once it is over.",
        ),
        source="From memory, verify",
        mark="M",
        today=True,
    ),
)
