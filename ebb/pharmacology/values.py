"""Numbers from the literature, each with its unit, its source and how far it was checked."""

import math
from dataclasses import dataclass
from typing import Literal, get_args

from ebb.pharmacology.errors import ModelError

Mark = Literal["V", "V2", "D"]
"""V: seen in the written source. V2: seen in another author's transcription of it. D: our own derivation or choice."""


@dataclass(frozen=True, slots=True)
class Value:
    """One published number: `x` in `unit`, where it comes from, and its mark."""

    x: float
    unit: str
    source: str
    mark: Mark

    def __post_init__(self) -> None:
        if self.mark not in get_args(Mark):
            raise ModelError(f"mark {self.mark!r} must not ship; only V, V2 or D may, so open the source first")
        if not math.isfinite(self.x):
            raise ModelError(f"{self.x} {self.unit} is not a number that a model can use")

    def __str__(self) -> str:
        return f"{self.x:g} {self.unit} [{self.mark}]"


@dataclass(frozen=True, slots=True)
class Span:
    """The range a model's data covered; an end that no written source states is None, never a guess."""

    low: float | None
    high: float | None
    unit: str
    source: str
    mark: Mark

    def __str__(self) -> str:
        if self.high is None:
            return f"{self.low:g} {self.unit} or more"
        if self.low is None:
            return f"up to {self.high:g} {self.unit}"
        return f"{self.low:g}–{self.high:g} {self.unit}"
