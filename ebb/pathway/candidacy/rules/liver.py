"""E12 to E14: the liver. A patient without liver disease, hepatitis or alcohol misuse needs no liver test [S1]."""

from collections.abc import Callable

from ebb.pathway.candidacy.facts import Facts
from ebb.pathway.candidacy.rule import FactCondition, Known, either, override, rule, some, stop

NEEDED_FOR = ("liver_disease", "viral_hepatitis", "alcohol_misuse")
ENZYMES = ("alt_x_uln", "ast_x_uln", "alp_x_uln", "ggt_x_uln")
HIGH = 3  # times the upper limit; where injury was reported [S30]
BILIRUBIN_HIGH = 2  # [D]


def _liver_at_risk(facts: Facts) -> Known:
    return some(getattr(facts, name) for name in NEEDED_FOR)


def _tests(fields: tuple[str, ...], beyond: Callable[[float], bool]) -> FactCondition:
    """Whether one of these tests is beyond; one not done counts as not known only where a test is needed."""

    def answer(facts: Facts, name: str) -> Known:
        value = getattr(facts, name)
        if value is None:
            return False if _liver_at_risk(facts) is False else None
        return beyond(value)

    return FactCondition((*fields, *NEEDED_FOR), lambda facts: some(answer(facts, name) for name in fields))


def _child_pugh(letter: str) -> FactCondition:
    def judge(facts: Facts) -> Known:
        if facts.child_pugh is None:
            return False if facts.liver_disease is False else None
        return facts.child_pugh == letter

    return FactCondition(("child_pugh", "liver_disease"), judge)


RULES = (
    rule(
        "E12",
        stop(
            _child_pugh("C"),
            "Severe liver disease, Child-Pugh {child_pugh}.",
            "Only if the liver recovers to another class.",
        ),
        source="Consensus, grade C: avoid [S1]",
        mark="S",
    ),
    rule(
        "E13",
        override(
            either(_child_pugh("B"), _tests(ENZYMES, lambda times: 1 < times < HIGH)),
            "The liver is affected: Child-Pugh {child_pugh}; ALT {alt_x_uln}, AST {ast_x_uln}, ALP {alp_x_uln},"
            " GGT {ggt_x_uln} times the upper limit.",
            "A physician signs, with a schedule of liver tests.",
        ),
        source="Consensus, grade C: caution [S1]; cut [D]",
        mark="D",
    ),
    rule(
        "E14",
        stop(
            either(
                _tests(("alt_x_uln", "ast_x_uln"), lambda times: times >= HIGH),
                _tests(("bilirubin_x_uln",), lambda times: times >= BILIRUBIN_HIGH),
            ),
            "ALT {alt_x_uln}, AST {ast_x_uln} or bilirubin {bilirubin_x_uln} times the upper limit.",
            "A hepatology work-up, and new results below 3 times (bilirubin 2 times) the upper limit.",
        ),
        override(
            _tests(("alp_x_uln", "ggt_x_uln"), lambda times: times >= HIGH),
            "ALP {alp_x_uln} or GGT {ggt_x_uln} times the upper limit, without ALT, AST or bilirubin so high.",
            "A physician signs, or new results below 3 times the upper limit.",
        ),
        source="Threshold used when injury was reported [S30]; split [D], verify",
        mark="S",
    ),
)
