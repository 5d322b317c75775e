"""E01: hypersensitivity to ketamine or to what is in the vial."""

from ebb.pathway.candidacy.facts import Facts
from ebb.pathway.candidacy.medicines import match, misspelt
from ebb.pathway.candidacy.rule import FactCondition, Known, rule, stop

EXCIPIENTS = ("benzethonium", "chlorobutanol")  # [M] preservatives of the vial, verify with the product in use
# Words that say an anaesthetic or unnamed drug was not borne; ketamine may be meant.
VAGUE = ("anaesth", "anesth", "sedat", "unknown", "unclear", "unsure")


def _vague(facts: Facts) -> list[str]:
    return [text for text in facts.allergies or () if any(word in text.casefold() for word in VAGUE)]


def _allergic(facts: Facts) -> Known:
    if facts.allergies is None:
        return None
    to_ketamine = "ketamine" in match(facts.allergies).classes
    misspelt_ketamine = any(
        misspelt(text, "ketamine", "esketamine", "ketalar", *EXCIPIENTS) for text in facts.allergies
    )
    if to_ketamine or misspelt_ketamine:
        return True
    return None if _vague(facts) else False


def _unclear(facts: Facts) -> str:
    return ", ".join(f"what is meant by {text!r} among the allergies" for text in _vague(facts))


RULES = (
    rule(
        "E01",
        stop(
            FactCondition(("allergies",), _allergic, _unclear),
            "Hypersensitivity to ketamine or a part of the injection: {allergies}.",
            "Only if the allergy proves not to exist.",
        ),
        source="Label contraindication: UK, Swiss [S4][S5]; US from memory [M]",
        mark="S",
    ),
)
