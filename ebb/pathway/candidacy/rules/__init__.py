from ebb.pathway.candidacy.rules import day, heart, liver, medication, mind, person, pregnancy, substances

GROUPS = (heart, pregnancy, mind, liver, substances, medication, person, day)
RULES = tuple(sorted((rule for group in GROUPS for rule in group.RULES), key=lambda rule: rule.id))

__all__ = ["RULES"]
