"""E35 to E37: capacity and consent, escort, fasting."""

from ebb.pathway.candidacy.facts import Facts
from ebb.pathway.candidacy.rule import FactCondition, Known, either, hold, is_false, rule, some, stop
from ebb.pathway.day_gate import CLEAR_FLUID_H, FULL_MEAL_H, LIGHT_MEAL_H

CONSENT = ("consent_current_version", "consent_signed_version")
FASTING = ("hours_since_clear_fluid", "hours_since_solid_food", "last_meal")


def _no_consent(facts: Facts) -> Known:
    signed, current = facts.consent_signed_version, facts.consent_current_version
    if signed is not None and not signed.strip():
        return True
    return None if signed is None or current is None else signed.strip() != current.strip()


def _not_fasted(facts: Facts) -> Known:
    fluid, solid, meal = facts.hours_since_clear_fluid, facts.hours_since_solid_food, facts.last_meal
    thirsty = None if fluid is None else fluid < CLEAR_FLUID_H
    hungry: Known
    if solid is None or (meal is None and LIGHT_MEAL_H <= solid < FULL_MEAL_H):
        hungry = None
    else:
        hungry = solid < (LIGHT_MEAL_H if meal != "full" else FULL_MEAL_H)
    return some((thirsty, hungry))


RULES = (
    rule(
        "E35",
        stop(
            either(is_false("has_capacity"), FactCondition(CONSENT, _no_consent)),
            "No valid consent: capacity {has_capacity}; version signed: {consent_signed_version}; current version:"
            " {consent_current_version}.",
            "The patient, able to decide, reads and signs the current version.",
        ),
        source="Clinic policy",
        mark="D",
    ),
    rule(
        "E36",
        stop(
            is_false("escort_confirmed"),
            "No responsible adult is confirmed for the way home.",
            "Name the escort with a phone number.",
        ),
        source="Label: released only when recovered and accompanied [S4][S6]",
        mark="S",
        today=True,
    ),
    rule(
        "E37",
        hold(
            FactCondition(FASTING, _not_fasted),
            "Not fasted long enough: {hours_since_clear_fluid} h since clear fluid, {hours_since_solid_food} h"
            " since a meal ({last_meal}).",
            "Two hours after clear fluid, six after a light meal, eight after a full one.",
        ),
        source="Label: not recommended if fasting rules were not followed [S3]; hours [S54]",
        mark="S",
        today=True,
    ),
)
