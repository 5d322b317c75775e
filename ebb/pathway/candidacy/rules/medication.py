"""E01, E26 and E27: allergy to what is in the vial, theophylline, and how many sedating things come together."""

from ebb.pathway.candidacy.facts import Facts
from ebb.pathway.candidacy.medicines import Matched, match, misspelt
from ebb.pathway.candidacy.rule import FactCondition, Known, caution, override, rule, stop

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


def _unclear_allergies(facts: Facts) -> str:
    return ", ".join(f"what is meant by {text!r} among the allergies" for text in _vague(facts))


OPIOID_MME = 90  # [D] morphine milligram equivalents a day
SEDATING = ("medicines", "opioid_mme_per_day", "regular_alcohol")


def _matched(facts: Facts) -> Matched | None:
    return None if facts.medicines is None else match(facts.medicines, facts.medicines_reviewed or ())


def _takes(facts: Facts, drug_class: str) -> Known:
    taken = _matched(facts)
    if taken is not None and drug_class in taken.classes:
        return True
    return None if taken is None or taken.unmatched else False


def _unclear(facts: Facts) -> str:
    taken = _matched(facts)
    if taken is None or not taken.unmatched:
        return ""
    return f"what these medicines contain, a clinician must read them: {', '.join(taken.unmatched)}"


def _loads(facts: Facts) -> list[Known]:
    mme, opioid = facts.opioid_mme_per_day, _takes(facts, "opioid")
    strong = mme >= OPIOID_MME if mme is not None else (False if opioid is False else None)
    any_opioid = True if mme else opioid
    gabapentinoid = _takes(facts, "gabapentinoid")
    both = False if False in (gabapentinoid, any_opioid) else (gabapentinoid and any_opioid)
    return [strong, _takes(facts, "benzodiazepine"), both, facts.regular_alcohol]


def _at_least(count: int) -> FactCondition:
    def judge(facts: Facts) -> Known:
        loads = _loads(facts)
        if loads.count(True) >= count:
            return True
        return False if loads.count(True) + loads.count(None) < count else None

    return FactCondition(SEDATING, judge, _unclear)


RULES = (
    rule(
        "E01",
        stop(
            FactCondition(("allergies",), _allergic, _unclear_allergies),
            "Hypersensitivity to ketamine or a part of the injection: {allergies}.",
            "Only if the allergy proves not to exist.",
        ),
        source="Label contraindication: UK, Swiss [S4][S5]; US from memory [M]",
        mark="S",
    ),
    rule(
        "E26",
        stop(
            FactCondition(("medicines",), lambda facts: _takes(facts, "methylxanthine"), _unclear),
            "Theophylline or aminophylline is taken; with ketamine it lowers the seizure threshold: {medicines}.",
            "Once the prescriber of it has replaced it and the list no longer holds it.",
        ),
        source="US label: do not give together [S3]",
        mark="S",
    ),
    rule(
        "E27",
        override(
            _at_least(2),
            "Two or more sedating loads together (opioid of 90 morphine milligrams a day or more, benzodiazepine,"
            " gabapentinoid with opioid, alcohol): {medicines}; {opioid_mme_per_day} mg a day; alcohol"
            " {regular_alcohol}.",
            "A physician signs, or a load is taken away.",
        ),
        caution(
            _at_least(1),
            "A sedating load: {medicines}; {opioid_mme_per_day} morphine milligrams a day; alcohol {regular_alcohol}.",
            "Capnography on; watch sedation.",
        ),
        source="Label: deep sedation, slow breathing [S3]; cut-offs [D]",
        mark="D",
    ),
)
