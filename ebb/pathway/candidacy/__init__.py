from ebb.pathway.candidacy.assess import PLANNING, Assessment, assess, only, stops_by_itself
from ebb.pathway.candidacy.facts import Facts, FactsError, ImpossibleValue, UnknownKey, example, from_json, schema
from ebb.pathway.candidacy.rule import CandidacyRule
from ebb.pathway.candidacy.rules import RULES

__all__ = [
    "PLANNING",
    "RULES",
    "Assessment",
    "CandidacyRule",
    "Facts",
    "FactsError",
    "ImpossibleValue",
    "UnknownKey",
    "assess",
    "example",
    "from_json",
    "only",
    "schema",
    "stops_by_itself",
]
