"""A rule of candidacy as data: what it asks of the facts, how far it reaches, and where it comes from.

A condition answers yes, no or not known; a fact that is missing is never a no.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from ebb.pathway.candidacy.facts import Facts, title
from ebb.pathway.findings import Finding, Level

UNKNOWN = "Not known: {missing}."
RECORD = "Ask or measure, and record it."

Known = bool | None


def some(answers: Iterable[Known]) -> Known:
    """Yes when one is yes, no when all are no, otherwise not known."""
    given = list(answers)
    if any(given):
        return True
    return None if None in given else False


def every(answers: Iterable[Known]) -> Known:
    """No when one is no, yes when all are yes, otherwise not known."""
    given = list(answers)
    if False in given:
        return False
    return None if None in given else True


@dataclass(frozen=True)
class FactCondition:
    """A question to the facts in `fields`. `unclear` words what is missing where a list of fields would not do."""

    fields: tuple[str, ...]
    judge: Callable[[Facts], Known]
    unclear: Callable[[Facts], str] | None = None

    def missing(self, facts: Facts) -> str:
        """In words: what would have to be known."""
        words = self.unclear(facts) if self.unclear else ""
        return words or ", ".join(title(name) for name in self.fields if getattr(facts, name) is None)

    def found(self, facts: Facts) -> str:
        """In words: which of the fields are true."""
        return ", ".join(title(name) for name in self.fields if getattr(facts, name) is True)


def any_true(*fields: str) -> FactCondition:
    return FactCondition(fields, lambda facts: some(getattr(facts, name) for name in fields))


def known_true(*fields: str) -> FactCondition:
    """True when one of them is known to be; asked elsewhere, so that none of them unknown leaves the rule open."""
    return FactCondition(fields, lambda facts: any(getattr(facts, name) is True for name in fields))


def holds(field: str, test: Callable[[Any], bool]) -> FactCondition:
    """A value known to pass a test."""

    def judge(facts: Facts) -> Known:
        value = getattr(facts, field)
        return None if value is None else test(value)

    return FactCondition((field,), judge)


def is_false(field: str) -> FactCondition:
    return holds(field, lambda value: value is False)


def one_of(field: str, *values: str) -> FactCondition:
    return holds(field, lambda value: value in values)


def either(*conditions: FactCondition) -> FactCondition:
    fields = tuple(dict.fromkeys(name for condition in conditions for name in condition.fields))
    return FactCondition(fields, lambda facts: some(condition.judge(facts) for condition in conditions))


@dataclass(frozen=True)
class Case:
    """One way a rule applies. `reason` and `clears_when` may name any fact of the condition, and {found}."""

    level: Level
    when: FactCondition
    reason: str
    clears_when: str


@dataclass(frozen=True, kw_only=True)
class CandidacyRule:
    """`cases` stand with the most forceful first. `today` marks a rule about the day itself, not about the plan."""

    id: str
    cases: tuple[Case, ...]
    source: str
    mark: str
    today: bool = False

    def findings(self, facts: Facts) -> Iterator[Finding]:
        """The first case that applies, and before it the first that cannot be told from what is known."""
        unknown = False
        for case in self.cases:
            answer = case.when.judge(facts)
            if answer:
                yield self._present(case, facts)
                return
            if answer is None and not unknown:
                unknown = True
                yield self._unknown(case, facts)

    def _present(self, case: Case, facts: Facts) -> Finding:
        return Finding(
            self.id,
            case.level,
            case.reason,
            case.clears_when,
            source=self.source,
            mark=self.mark,
            inputs=_fact_inputs(case, facts) | {"found": case.when.found(facts)},
        )

    def _unknown(self, case: Case, facts: Facts) -> Finding:
        return Finding(
            self.id,
            case.level,
            UNKNOWN,
            RECORD,
            state="unknown",
            source=self.source,
            mark=self.mark,
            inputs=_fact_inputs(case, facts) | {"missing": case.when.missing(facts)},
        )


def rule(id: str, *cases: Case, source: str, mark: str, today: bool = False) -> CandidacyRule:
    """A rule as the files of `rules` write it."""
    return CandidacyRule(id=id, cases=cases, source=source, mark=mark, today=today)


stop = partial(Case, Level.STOP)
override = partial(Case, Level.OVERRIDE)
hold = partial(Case, Level.HOLD)
caution = partial(Case, Level.CAUTION)


def _fact_inputs(case: Case, facts: Facts) -> dict[str, str]:
    return {name: _words(getattr(facts, name)) for name in case.when.fields}


def _words(value: object) -> str:
    if value is None:
        return "not known"
    if value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
