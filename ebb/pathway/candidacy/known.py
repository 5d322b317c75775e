"""Yes, no, and not known: conditions over facts where a missing fact is never a no."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ebb.pathway.candidacy.facts import Facts, title

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
class Condition:
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


def any_true(*fields: str) -> Condition:
    return Condition(fields, lambda facts: some(getattr(facts, name) for name in fields))


def is_false(field: str) -> Condition:
    def judge(facts: Facts) -> Known:
        value: Known = getattr(facts, field)
        return None if value is None else not value

    return Condition((field,), judge)


def one_of(field: str, *values: str) -> Condition:
    def judge(facts: Facts) -> Known:
        value = getattr(facts, field)
        return None if value is None else value in values

    return Condition((field,), judge)


def holds(field: str, test: Callable[[float], bool]) -> Condition:
    """A number known to pass a test."""

    def judge(facts: Facts) -> Known:
        value = getattr(facts, field)
        return None if value is None else test(value)

    return Condition((field,), judge)


def either(*conditions: Condition) -> Condition:
    fields = tuple(dict.fromkeys(name for condition in conditions for name in condition.fields))
    return Condition(fields, lambda facts: some(condition.judge(facts) for condition in conditions))
