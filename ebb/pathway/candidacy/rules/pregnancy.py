"""E05 to E08: pregnancy and breastfeeding."""

from ebb.pathway.candidacy.facts import Facts, title
from ebb.pathway.candidacy.rule import FactCondition, Known, any_true, caution, every, hold, override, rule, stop

FIELDS = ("childbearing_potential", "pregnancy_test_today")


def _pregnant(facts: Facts) -> Known:
    """Whether a test says so. That none was done today is for the day itself, E06, and holds up no planning."""
    if facts.pregnancy_test_today in ("positive", "negative"):
        return facts.pregnancy_test_today == "positive"
    return None if facts.childbearing_potential is None else False


def _potential(facts: Facts) -> str:
    return title("childbearing_potential")


def _refused(facts: Facts) -> Known:
    return facts.pregnancy_test_today == "refused" and facts.childbearing_potential


def _not_tested(facts: Facts) -> Known:
    untested = None if facts.pregnancy_test_today is None else facts.pregnancy_test_today == "not done"
    return every((facts.childbearing_potential, untested))


def _pre_eclampsia(facts: Facts) -> Known:
    """Known to be there it stops, whatever was said about childbearing; where that is a no, nobody need ask."""
    if facts.pre_eclampsia_or_eclampsia is None and facts.childbearing_potential is False:
        return False
    return facts.pre_eclampsia_or_eclampsia


RULES = (
    rule(
        "E05",
        stop(
            FactCondition(FIELDS, _pregnant, _potential), "The pregnancy test is positive.", "A newer test, negative."
        ),
        source="Consensus, grade B [S1]; label: not recommended [S3]",
        mark="S",
    ),
    rule(
        "E06",
        override(
            FactCondition(FIELDS, _refused),
            "Pregnancy is possible and the test was refused.",
            "A test today, or a physician signs with a reason.",
        ),
        hold(FactCondition(FIELDS, _not_tested), "Pregnancy is possible and there is no test today.", "A test today."),
        source="Clinic policy",
        mark="D",
        today=True,
    ),
    rule(
        "E07",
        stop(
            FactCondition(("pre_eclampsia_or_eclampsia", "childbearing_potential"), _pre_eclampsia),
            "Pre-eclampsia or eclampsia.",
            "Only once it is over.",
        ),
        source="Label [S4][S5]",
        mark="S",
    ),
    rule(
        "E08",
        caution(
            any_true("breastfeeding"), "The patient is breastfeeding.", "Talk through feeding around the infusion."
        ),
        source="From memory, verify",
        mark="M",
    ),
)
