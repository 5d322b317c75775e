from ebb.pathway.candidacy.rules import (
    allergy,
    body,
    day,
    head,
    heart,
    liver,
    medication,
    mind,
    person,
    pregnancy,
    substances,
)

RULES = tuple(
    sorted(
        (
            rule
            for group in (allergy, heart, pregnancy, mind, liver, head, substances, body, medication, person, day)
            for rule in group.RULES
        ),
        key=lambda rule: rule.id,
    )
)

__all__ = ["RULES"]
