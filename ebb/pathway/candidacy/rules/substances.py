"""E17 to E19 and E38: alcohol, drugs, and ketamine from elsewhere."""

from ebb.pathway.candidacy.facts import Facts, title
from ebb.pathway.candidacy.medicines import match
from ebb.pathway.candidacy.rule import FactCondition, Known, any_true, either, known_true, override, rule, stop

DAYS = 7  # [D] ketamine from elsewhere within a week


def _ketamine_elsewhere(facts: Facts) -> Known:
    if facts.medicines and "ketamine" in match(facts.medicines).classes:
        return True
    if facts.other_ketamine_days_ago is not None and facts.other_ketamine is not False:
        return facts.other_ketamine_days_ago <= DAYS
    return None if facts.other_ketamine else facts.other_ketamine


def _unclear(facts: Facts) -> str:
    return title("other_ketamine_days_ago" if facts.other_ketamine else "other_ketamine")


RULES = (
    rule(
        "E17",
        override(
            any_true("active_substance_use_disorder"),
            "An active substance use disorder; a series of infusions is off.",
            "A physician signs, with an addiction plan.",
        ),
        source="Consensus, grade C: no serial infusions [S1]",
        mark="S",
    ),
    rule(
        "E18",
        stop(
            either(any_true("intoxicated_today", "alcohol_today"), known_true("street_drugs_since_yesterday")),
            "Not today: {found}.",
            "Another day.",
        ),
        source="Clinic policy; label: caution with alcohol [S3][S4]",
        mark="D",
        today=True,
    ),
    rule(
        "E19",
        override(
            any_true("past_ketamine_or_pcp_misuse"), "Ketamine or PCP was misused in the past.", "A physician signs."
        ),
        source="Clinic policy",
        mark="D",
    ),
    rule(
        "E38",
        override(
            FactCondition(("other_ketamine", "other_ketamine_days_ago", "medicines"), _ketamine_elsewhere, _unclear),
            "Ketamine from another source within 7 days, days ago: {other_ketamine_days_ago}. It counts toward the"
            " limits.",
            "A physician signs, or seven days have passed.",
        ),
        source="Clinic policy",
        mark="D",
    ),
)
