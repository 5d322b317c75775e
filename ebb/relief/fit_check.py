"""Whether the diary looks as the model says diaries look: a posterior predictive check."""

from dataclasses import dataclass

from ebb.relief.posterior import Posterior


@dataclass(frozen=True)
class Fit:
    fits: bool
    why: str


def check_fit(posterior: Posterior) -> Fit:
    return Fit(True, "")
