"""E09 to E11, E28: psychosis, mania, earlier reactions, suicide. E15, E16, E23: pressure in head and eye, seizures."""

from ebb.pathway.candidacy.facts import Facts, title
from ebb.pathway.candidacy.rule import (
    FactCondition,
    Known,
    any_true,
    caution,
    either,
    every,
    hold,
    one_of,
    override,
    rule,
    some,
    stop,
)

SUICIDE = ("phq9_item9", "clinician_suicide_concern", "suicide_safety_screen")


def _concern(facts: Facts) -> Known:
    item9 = None if facts.phq9_item9 is None else facts.phq9_item9 > 0
    return some((item9, facts.clinician_suicide_concern))


def _risk_found(facts: Facts) -> Known:
    # A positive answer alone must not block: that teaches patients to answer 0. What the screen found decides.
    if facts.suicide_safety_screen in ("moderate", "high"):
        return True
    if facts.suicide_safety_screen == "low":
        return False
    return None if _concern(facts) is None else False


def _screen_due(facts: Facts) -> Known:
    return every((_concern(facts), facts.suicide_safety_screen in (None, "not done")))


def _unasked(facts: Facts) -> str:
    return ", ".join(title(name) for name in SUICIDE[:2] if getattr(facts, name) is None)


RULES = (
    rule(
        "E09",
        stop(
            any_true("active_psychosis", "active_mania", "delirium"), "Present now: {found}.", "Only once it is over."
        ),
        source="Consensus, grade B [S1]",
        mark="S",
    ),
    rule(
        "E10",
        override(
            any_true("schizophrenia_spectrum_history"),
            "A schizophrenia-spectrum disorder in the past, controlled.",
            "A physician signs, with a psychiatry note.",
        ),
        source="Clinic policy",
        mark="D",
    ),
    rule(
        "E11",
        caution(
            any_true("bipolar_disorder", "ptsd", "bad_dissociative_reaction_before"),
            "Dissociation may be harder to bear: {found}.",
            "Prepare the patient and watch mood afterwards.",
        ),
        source="From memory, verify",
        mark="M",
    ),
    rule(
        "E28",
        stop(
            FactCondition(("suicide_safety_screen",), lambda facts: facts.suicide_safety_screen == "high"),
            "The safety screen found a high risk of suicide: not today, the emergency pathway leads.",
            "A newer safety screen finds less.",
        ),
        override(
            FactCondition(SUICIDE, _risk_found, _unasked),
            "The safety screen found {suicide_safety_screen} risk of suicide.",
            "A physician signs with a plan for safety, or a new screen finds low risk.",
        ),
        hold(
            FactCondition(SUICIDE, _screen_due),
            "Thoughts of suicide were named (PHQ-9 item 9: {phq9_item9}) and no safety screen was done.",
            "A clinician does the safety screen the same day.",
        ),
        source="Clinic policy",
        mark="D",
    ),
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
