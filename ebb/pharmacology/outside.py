"""Where a prediction leaves what its model was studied in."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ebb.pharmacology.model import Studied
from ebb.pharmacology.people import Array, Participants
from ebb.pharmacology.propagator import Input
from ebb.pharmacology.values import Span, Value

Flags = NDArray[np.bool_]
Rule = Literal["age", "weight", "infusion"]


@dataclass(frozen=True, eq=False)
class OutsideReason:
    """One way of leaving the studied range. points: where it holds, shape (p, n)."""

    rule: Rule
    message: str
    points: Flags = field(repr=False)


@dataclass(frozen=True, eq=False)
class Outside:
    """Which points lie outside the studied range, and why; no reason means inside as far as the range is known.

    points: shape (p, n).
    """

    points: Flags
    reasons: tuple[OutsideReason, ...]


def outside(studied: Studied, people: Participants, given: Input, times_min: Array) -> Outside:
    """Compare people, regimen and times with what a model's data covered.

    given: the regimen as resolved for the people. times_min: shape (n,).
    Returns an Outside over all people and times. An unknown end of a range is never exceeded.
    Source: the spans in `studied`.
    """
    compared: tuple[tuple[Rule, Span | None, Array], ...] = (
        ("age", studied.age_y, people.age_y[:, None]),
        ("weight", studied.weight_kg, people.weight_kg[:, None]),
        ("infusion", studied.infusion_min, infused_min(given, times_min)[None, :]),
    )
    shape = (len(people), times_min.size)
    points = np.zeros(shape, dtype=bool)
    reasons: list[OutsideReason] = []
    for rule, span, values in compared:
        if span is not None and (beyond := _beyond(span, values)).any():
            worst = float(values.max() if span.high is not None and values.max() > span.high else values.min())
            message = f"{rule} {worst:g} {span.unit} is outside what the model was studied in: {span}"
            reasons.append(OutsideReason(rule, message, np.broadcast_to(beyond, shape)))
            points |= beyond
    return Outside(points, tuple(reasons))


def infused_min(given: Input, times_min: Array) -> Array:
    """How long the drug has been running at each time: from the first dose to the end of the last, shape (n,)."""
    going = (given.bolus_mg > 0).any(axis=0) | (given.rate_mg_per_min > 0).any(axis=0)
    if not going.any():
        return np.zeros(times_min.size)
    first = given.starts_min[going][0]
    running = np.flatnonzero((given.rate_mg_per_min > 0).any(axis=0))
    last = given.starts_min[running[-1] + 1] if running.size else first
    return np.asarray(np.clip(np.minimum(times_min, last) - first, 0.0, None))


def soon_after_bolus(within: Value | None, given: Input, times_min: Array) -> Flags:
    """Which times lie less than `within` (a Value in min) after a bolus, shape (n,); none when it is None."""
    bolus_min = given.starts_min[(given.bolus_mg > 0).any(axis=0)]
    if within is None or not bolus_min.size:
        return np.zeros(times_min.size, dtype=bool)
    since = times_min[:, None] - bolus_min[None, :]
    return np.asarray(((since >= 0) & (since < within.x)).any(axis=1))


def _beyond(span: Span, values: Array) -> Flags:
    low = -np.inf if span.low is None else span.low
    high = np.inf if span.high is None else span.high
    return (values < low) | (values > high)
