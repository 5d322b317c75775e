"""What a rule answers: a reason a clinician can read and disagree with; and the refusal that carries such reasons."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Literal


class Level(StrEnum):
    """How far a finding reaches; the order of the members is the order of force."""

    STOP = "STOP"
    OVERRIDE = "OVERRIDE"
    HOLD = "HOLD"
    CAUTION = "CAUTION"


@dataclass(frozen=True)
class Finding:
    """One reason why something may not go on, or not yet, or not unnoticed.

    `reason` and `clears_when` are English sentences with `{name}` places that `inputs` fill, so that another
    language can be put in their stead by `id`. `mark` says how far the source was checked: S, M or D.
    `unknown` means the fact was never recorded, which is not the same as its absence.
    """

    id: str
    level: Level
    reason: str
    clears_when: str
    source: str = field(kw_only=True)
    mark: str = field(kw_only=True)
    state: Literal["present", "unknown"] = field(default="present", kw_only=True)
    inputs: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    def variant(self, reason: str, clears_when: str, **changes: Any) -> "Finding":
        """The same rule in another case, with its own words."""
        return replace(self, reason=reason, clears_when=clears_when, **changes)

    def with_inputs(self, **inputs: object) -> "Finding":
        """The same finding with these places filled."""
        return replace(self, inputs={**self.inputs, **{name: str(value) for name, value in inputs.items()}})

    @property
    def text(self) -> str:
        """The reason in English with its inputs in place."""
        return self.reason.format_map(self.inputs)

    @property
    def remedy(self) -> str:
        """What would clear it, in English with its inputs in place."""
        return self.clears_when.format_map(self.inputs)


def by_force(findings: Iterable[Finding]) -> list[Finding]:
    """The same findings, the most forceful first."""
    order = list(Level)
    return sorted(findings, key=lambda finding: order.index(finding.level))


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Those that keep an action from going on: everything but a caution."""
    return [finding for finding in findings if finding.level is not Level.CAUTION]


def policy_finding(
    reasons: Mapping[str, tuple[str, str]],
    id: str,
    level: Level = Level.STOP,
    /,
    *,
    source: str = "clinic policy",
    **inputs: object,
) -> Finding:
    """The clinic's own reason of this id, with its places filled.

    `reasons` holds, by id, the reason and what would clear it. A room binds its own table once:
    `refusal = partial(policy_finding, REASONS)`.
    """
    reason, clears_when = reasons[id]
    texts = {name: str(value) for name, value in inputs.items()}
    return Finding(id=id, level=level, reason=reason, clears_when=clears_when, source=source, mark="D", inputs=texts)


class Refused(Exception):
    """Nothing was written; `findings` say why and what would clear it."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = list(findings)
        super().__init__(" ".join(finding.text for finding in self.findings))


def refuse(findings: Iterable[Finding]) -> None:
    """Raise Refused when there is any finding."""
    if found := list(findings):
        raise Refused(*found)


@contextmanager
def refusal_in(context: dict[str, object]) -> Iterator[None]:
    """Put the findings of a refusal into the context of a page, as `findings`, instead of raising it."""
    try:
        yield
    except Refused as refused:
        context["findings"] = refused.findings
