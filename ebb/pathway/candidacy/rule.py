"""A rule of candidacy as data: what it asks of the facts, how far it reaches, and where it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass

from ebb.pathway.candidacy.facts import Facts
from ebb.pathway.candidacy.known import Condition
from ebb.pathway.findings import Finding, Level

UNKNOWN = "Not known: {missing}."
RECORD = "Ask or measure, and record it."


@dataclass(frozen=True)
class Case:
    """One way a rule applies. `reason` and `clears_when` may name any fact of the condition, and {found}."""

    level: Level
    when: Condition
    reason: str
    clears_when: str


@dataclass(frozen=True, kw_only=True)
class Rule:
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
            id=self.id,
            level=case.level,
            reason=case.reason,
            clears_when=case.clears_when,
            source=self.source,
            mark=self.mark,
            inputs=_told(case, facts) | {"found": case.when.found(facts)},
        )

    def _unknown(self, case: Case, facts: Facts) -> Finding:
        return Finding(
            id=self.id,
            level=case.level,
            state="unknown",
            reason=UNKNOWN,
            clears_when=RECORD,
            source=self.source,
            mark=self.mark,
            inputs=_told(case, facts) | {"missing": case.when.missing(facts)},
        )


def _told(case: Case, facts: Facts) -> dict[str, str]:
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
