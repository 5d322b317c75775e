"""What every rating scale is made of, and how a score is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Urgency = Literal["", "medium", "high"]


class ScaleError(Exception):
    """A score that the scale cannot hold; nothing is recorded."""


class OutOfRange(ScaleError):
    def __init__(self, title: str, score: object, lowest: int, highest: int) -> None:
        super().__init__(f"{title} goes from {lowest} to {highest} in whole steps, not {score}.")


class UnknownItem(ScaleError):
    def __init__(self, title: str, item: str) -> None:
        super().__init__(f"{title} has no item called {item}.")


@dataclass(frozen=True, kw_only=True)
class Band:
    """A stretch of scores that reads as one word; `lowest` is where it begins."""

    name: str
    lowest: int


@dataclass(frozen=True, kw_only=True)
class Scale:
    """One question with an anchor in plain words for each whole score.

    `marked` gives the scores the ward must act on and how urgently; with `only_with_distress` they are marked only
    when the patient is distressed. With `alarms` a marked score is an alarm of that priority, as soon as it is charted:
    somebody has looked already, so it waits for nothing. With `seen_by_nurse` the nurse finds the score, and an entry
    without one ("resting, breathing seen, not disturbed") counts as observed only while a monitor sees breathing. A
    missing answer has no score, no band and no mark; it is never zero.
    """

    name: str
    title: str
    question: str
    version: str
    source: str
    mark: str
    anchors: tuple[str, ...]
    bands: tuple[Band, ...]
    marked: Mapping[int, Urgency] = field(default_factory=dict)
    only_with_distress: bool = False
    alarms: bool = False
    seen_by_nurse: bool = False

    @property
    def highest(self) -> int:
        return len(self.anchors) - 1

    def checked(self, score: int) -> int:
        """The same score; OutOfRange when the scale cannot hold it."""
        if type(score) is not int or not 0 <= score <= self.highest:
            raise OutOfRange(self.title, score, 0, self.highest)
        return score

    def anchor(self, score: int) -> str:
        """What this score means in words."""
        return self.anchors[self.checked(score)]

    def band(self, score: int | None) -> str | None:
        """The name of the stretch this score falls in; None for an answer that is missing."""
        if score is None:
            return None
        value = self.checked(score)
        return [band.name for band in self.bands if band.lowest <= value][-1]

    def priority(self, score: int | None, *, distress: bool = False) -> Urgency:
        """How urgently someone must look: empty, medium or high."""
        if score is None or (self.only_with_distress and not distress):
            return ""
        return self.marked.get(self.checked(score), "")


@dataclass(frozen=True, kw_only=True)
class ScoreItem:
    """One line of a sheet: `anchors[score]` is its meaning; `fixed` when this clinic never asks it."""

    name: str
    title: str
    anchors: tuple[str, ...]
    fixed: int | None = None


@dataclass(frozen=True, kw_only=True)
class Total:
    """The sum of a sheet, or None with the reason why there is none."""

    score: int | None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class ScoreSheet:
    """Several items added up. A missing item leaves the sheet without a total; it is never counted as zero."""

    name: str
    title: str
    version: str
    source: str
    mark: str
    items: tuple[ScoreItem, ...]
    threshold: int

    @property
    def highest(self) -> int:
        return sum(len(item.anchors) - 1 for item in self.items)

    def total(self, scores: Mapping[str, int | None]) -> Total:
        """The sum of the items; raises OutOfRange or UnknownItem for what the sheet cannot hold."""
        for name in scores:
            if name not in {item.name for item in self.items}:
                raise UnknownItem(self.title, name)
        given = {item.name: item.fixed if item.fixed is not None else scores.get(item.name) for item in self.items}
        missing = [item.title for item in self.items if given[item.name] is None]
        if missing:
            return Total(score=None, why=f"Not scored: {', '.join(missing)}.")
        return Total(score=sum(self._checked(item, given[item.name]) for item in self.items))

    def _checked(self, item: ScoreItem, score: int | None) -> int:
        highest = len(item.anchors) - 1
        if type(score) is not int or not 0 <= score <= highest:
            raise OutOfRange(f"{self.title}, {item.title}", score, 0, highest)
        return score

    def band(self, scores: Mapping[str, int | None]) -> str | None:
        """`ready` or `not ready`; None while an item is missing."""
        total = self.total(scores).score
        if total is None:
            return None
        return "ready" if total >= self.threshold else "not ready"
