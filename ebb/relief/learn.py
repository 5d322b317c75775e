"""Priors from a clinic's own patients: empirical Bayes by quickened EM on the summed log marginal likelihood.

The published priors count as much as ten people whose every quantity is known: each mean is held as by the mean of ten,
each sd, in its logarithm, as by the sd of ten. So a small clinic gets nearly the published priors and a large one its
own, without a step between. A step is taken only when the log marginal likelihood, these ten counted, does not fall.
Derivation: docs/relief.md, "Priors from a clinic's own patients".
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from ebb.relief.conjugate import DiaryScores
from ebb.relief.diary import Array, Diary
from ebb.relief.moments import SPREADS, Moments, moments, readings
from ebb.relief.priors import PUBLISHED, Priors, Spread

Spreader = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]
"""As `map`: how one function is put to each of many, here or in other processes, in their order."""

PSEUDO_PATIENTS = 10
LEAST_PEOPLE = 10
"""Below so many people the published priors stand. Our own choice [D]."""

LEAST_BASELINE_DAYS = LEAST_LATER_DAYS = 7
"""Scored days before and after the first infusion that a diary needs to teach anything. Our own choice [D]."""

MOST_PEOPLE = 600
"""People learnt from at the most. From 200 to 600 the error of the means falls from about 0.14 to 0.10 sds over people
in the mean over the six, and a pass takes three times as long."""

MOST_PASSES = 25
ENOUGH = 0.02
"""A plain pass that promises less log likelihood than this, over all people, is not worth making."""

ALL = (*SPREADS, "drift_sd", "visit_sd")

FLOORS = {
    "baseline": 0.3,
    "drift_sd": 0.05,
    "relief": 0.2,
    "visit_sd": 0.1,
    "log_rise": 0.1,
    "log_half_life": 0.15,
    "artanh_phi": 0.05,
    "log_sigma": 0.05,
}
"""No sd is learnt to be smaller: people are never that alike, and the wide grid spans three or so of these sds."""

_REMEMBERED = 6
_LONGEST_STEP = 1.0
_RIDGE = 1e-4
_TURNS = 8


@dataclass(frozen=True)
class Pass:
    """One look at all people: the priors looked with, as a vector; where plain EM goes from there; and how good.

    objective: summed log marginal likelihood and the pseudo-patients' part, which is 0 at the start. promise: the rise
    that plain EM is sure to bring.
    """

    at: tuple[float, ...]
    toward: tuple[float, ...]
    log_likelihood: float
    objective: float
    promise: float


@dataclass(frozen=True)
class Learnt:
    """Priors with how they came about. passes: each look in order; `why`: in a sentence."""

    priors: Priors
    people: int
    passes: tuple[Pass, ...]
    why: str


def teaches(diary: Diary) -> bool:
    """Whether priors can be learnt from a diary: an infusion, a week of scores before and one after."""
    later = int((diary.day > diary.day_zero).sum())
    return bool(diary.infusions) and diary.baseline_days >= LEAST_BASELINE_DAYS and later >= LEAST_LATER_DAYS


def sample_names(names: Iterable[str], most: int = MOST_PEOPLE) -> list[str]:
    """At most so many of the names, chosen evenly and always alike, whatever order they come in."""
    return sorted(names, key=lambda name: hashlib.sha256(name.encode()).digest())[:most]


def learn(
    people: Sequence[Diary],
    start: Priors = PUBLISHED,
    *,
    free: Sequence[str] = ALL,
    most_passes: int = MOST_PASSES,
    made: Sequence[Pass] = (),
    on_pass: Callable[[Pass], None] | None = None,
    spreader: Spreader = map,
) -> Learnt:
    """The priors under which these people's diaries are likeliest, the start counting as ten people more.

    people: those who teach nothing are left out. free: which of the priors may change. made: passes of an earlier call
    with the same people and start, which are not made again. on_pass: called with each pass as it is made.
    """
    teaching = [diary for diary in people if teaches(diary)]
    if len(teaching) < LEAST_PEOPLE:
        return Learnt(start, len(teaching), (), _too_few(len(teaching)))
    passes = list(made)
    scores: list[DiaryScores] = []
    while not _settled(passes, most_passes):
        scores = scores or list(spreader(partial(readings, priors=start), teaching))
        priors = vector_priors(_next(passes, start, free), start, free)
        each = list(spreader(partial(moments, priors=priors), scores))
        passes.append(_pass(each, priors, start, free))
        if on_pass is not None:
            on_pass(passes[-1])
    best = max(passes, key=lambda one: one.objective)
    why = f"learnt from {len(teaching)} people in {len(passes)} passes"
    return Learnt(vector_priors(np.array(best.at), start, free), len(teaching), tuple(passes), why)


def priors_vector(priors: Priors, start: Priors, free: Sequence[str]) -> Array:
    """Free priors as numbers without bounds: means in sds of the start, and logarithms of sds."""
    numbers: list[float] = []
    for name in free:
        spread = _spread(priors, name)
        if name in SPREADS:
            numbers.append(spread.mean / _spread(start, name).sd)
        numbers.append(math.log(spread.sd))
    return np.array(numbers)


def vector_priors(vector: Array, start: Priors, free: Sequence[str]) -> Priors:
    """The start with its free priors replaced; no sd below its floor."""
    numbers = iter(vector.tolist())
    spreads = {}
    for name in free:
        mean = next(numbers) * _spread(start, name).sd if name in SPREADS else 0.0
        spreads[name] = Spread(mean, max(math.exp(next(numbers)), FLOORS[name]))
    return _with(start, spreads)


def _spread(priors: Priors, name: str) -> Spread:
    value = getattr(priors, name)
    return value if isinstance(value, Spread) else Spread(0.0, value)


def _with(start: Priors, spreads: dict[str, Spread]) -> Priors:
    changed: dict[str, Any] = {name: spread if name in SPREADS else spread.sd for name, spread in spreads.items()}
    return replace(start, name="learnt", **changed)


@dataclass(frozen=True)
class _Sums:
    """Over `count` draws of one normal quantity: the sum of their expectations and of their squares'."""

    count: float
    first: float
    second: float

    @classmethod
    def of(cls, each: Sequence[Moments], name: str) -> _Sums:
        if name == "drift_sd":
            return cls(len(each), 0.0, math.fsum(one.drift_square for one in each))
        if name == "visit_sd":
            visits = sum(one.infusions for one in each)
            return cls(visits, 0.0, math.fsum(one.visit_square for one in each))
        place = SPREADS.index(name)
        first, second = (math.fsum(getattr(one, which)[place] for one in each) for which in ("first", "second"))
        return cls(len(each), first, second)

    def likeliest(self, name: str, start: Spread, now: Spread) -> Spread:
        """The mean and sd under which these sums, and the pseudo-patients, are likeliest; in turns, from `now` on."""
        mean, sd = now.mean, now.sd
        for _ in range(_TURNS):
            if name in SPREADS:
                drawn, held = 1.0 / sd**2, PSEUDO_PATIENTS / start.sd**2
                mean = (self.first * drawn + start.mean * held) / (self.count * drawn + held)
            sd = max(self._likeliest_sd(mean, start.sd, sd), FLOORS[name])
        return Spread(mean, sd)

    def _likeliest_sd(self, mean: float, start: float, now: float) -> float:
        """By Newton's steps on log sd, in which the log density is concave; each step at most a factor e."""
        square, log_sd = self._about(mean), math.log(now)
        for _ in range(_TURNS):
            wide = square * math.exp(-2.0 * log_sd)
            slope = wide - self.count - 2.0 * PSEUDO_PATIENTS * (log_sd - math.log(start))
            log_sd += min(max(slope / (2.0 * wide + 2.0 * PSEUDO_PATIENTS), -1.0), 1.0)
        return math.exp(log_sd)

    def log_density(self, spread: Spread) -> float:
        return -self.count * math.log(spread.sd) - 0.5 * self._about(spread.mean) / spread.sd**2

    def _about(self, mean: float) -> float:
        return self.second - 2.0 * mean * self.first + self.count * mean**2


def _pass(each: Sequence[Moments], priors: Priors, start: Priors, free: Sequence[str]) -> Pass:
    sums = {name: _Sums.of(each, name) for name in free}
    now = {name: _spread(priors, name) for name in free}
    likeliest = {name: sums[name].likeliest(name, _spread(start, name), now[name]) for name in free}
    toward = _with(start, likeliest)
    log_likelihood = math.fsum(one.log_evidence for one in each)
    held = _held(priors, start, free)
    gained = math.fsum(sums[name].log_density(likeliest[name]) - sums[name].log_density(now[name]) for name in free)
    return Pass(
        at=tuple(priors_vector(priors, start, free).tolist()),
        toward=tuple(priors_vector(toward, start, free).tolist()),
        log_likelihood=log_likelihood,
        objective=log_likelihood + held,
        promise=gained + _held(toward, start, free) - held,
    )


def _held(priors: Priors, start: Priors, free: Sequence[str]) -> float:
    """The pseudo-patients' log density, 0 at the start: normal in each mean and in each log sd."""
    total = 0.0
    for name in free:
        now, first = _spread(priors, name), _spread(start, name)
        total -= 0.5 * ((now.mean - first.mean) / first.sd) ** 2 + math.log(now.sd / first.sd) ** 2
    return PSEUDO_PATIENTS * total


def _settled(passes: Sequence[Pass], most: int) -> bool:
    if len(passes) >= most:
        return True
    return bool(passes) and max(passes, key=lambda one: one.objective).promise < ENOUGH


def _next(passes: Sequence[Pass], start: Priors, free: Sequence[str]) -> Array:
    """Where to look next: from the best pass, by Anderson's extrapolation; plainly, when that did not rise."""
    if not passes:
        return priors_vector(start, start, free)
    rising: list[Pass] = []
    for one in passes:
        if not rising or one.objective >= rising[-1].objective:
            rising.append(one)
    if passes[-1] is not rising[-1]:
        return np.array(rising[-1].toward)
    return _extrapolated(rising[-_REMEMBERED:])


def _extrapolated(rising: Sequence[Pass]) -> Array:
    """Anderson's mixing of type II: the step that would leave the least, were plain EM linear.

    Source: Walker and Ni 2011, SIAM J Numer Anal 49:1715, section 2; damped by a ridge as Henderson and Varadhan 2019.
    """
    at, toward = (np.array([getattr(one, which) for one in rising]) for which in ("at", "toward"))
    left = toward - at
    plain, steps = toward[-1], np.diff(left, axis=0).T
    if not steps.size:
        return np.asarray(plain)
    ridge = _RIDGE * (steps**2).sum() * np.eye(steps.shape[1])
    mixing = np.linalg.solve(steps.T @ steps + ridge, steps.T @ left[-1])
    step = plain - np.diff(toward, axis=0).T @ mixing - at[-1]
    return np.asarray(at[-1] + step * min(1.0, _LONGEST_STEP / float(np.abs(step).max())))


def _too_few(people: int) -> str:
    return f"the published priors as they are: {people} people to learn from; at least {LEAST_PEOPLE} are needed"
