from ebb.pathway.candidacy.assess import PLANNING, Assessment, assess, only
from ebb.pathway.candidacy.facts import Facts
from ebb.pathway.candidacy.reading import FactsError, ImpossibleValue, UnknownKey, example, from_json, schema
from ebb.pathway.candidacy.rule import Rule
from ebb.pathway.candidacy.rules import RULES

__all__ = [
    "PLANNING",
    "RULES",
    "Assessment",
    "Facts",
    "FactsError",
    "ImpossibleValue",
    "Rule",
    "UnknownKey",
    "assess",
    "example",
    "from_json",
    "only",
    "schema",
]
