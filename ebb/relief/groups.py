"""Priors of their own for a condition under a programme, where there is enough to tell; pooled where not.

A group may differ in how much relief it has and how long it lasts: mean and sd of relief and of log H. It gets its own
four when its people's log marginal likelihood then rises by more than the Bayesian information criterion asks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ebb.relief.diary import Diary
from ebb.relief.learn import Learnt, Pass, Spreader, learn
from ebb.relief.priors import Priors

Group = tuple[str, str]
"""Condition and programme, either empty where it is not known."""

OF_A_GROUP = ("relief", "log_half_life")
NUMBERS_OF_A_GROUP = 4

LEAST_IN_A_GROUP = 30
"""Below so many people a group is not looked at. Our own choice [D]."""

MOST_GROUPS = 20
MOST_PASSES_OF_A_GROUP = 8


@dataclass(frozen=True)
class Finding:
    """Whether a group has priors of its own, and why; `people`: of those learnt from."""

    priors: Priors | None
    people: int
    why: str
    passes: tuple[Pass, ...] = ()


def asked(people: Mapping[Group, int]) -> list[Group]:
    """The groups worth a look, largest first, given how many people each has; none where all are of one group."""
    if len(people) < 2:
        return []
    enough = [group for group, count in people.items() if count >= LEAST_IN_A_GROUP]
    return sorted(enough, key=lambda group: (-people[group], group))[:MOST_GROUPS]


def needed_rise(people: int) -> float:
    """By how much the log likelihood of so many people must rise, to pay for four numbers: 4/2 log n.

    Source: Schwarz 1978, Ann Stat 6:461.
    """
    return 0.5 * NUMBERS_OF_A_GROUP * math.log(people)


def apart(
    groups: Mapping[Group, Sequence[Diary]],
    pooled: Priors,
    *,
    made: Mapping[Group, Sequence[Pass]] | None = None,
    on_pass: Callable[[Group, Pass], None] | None = None,
    spreader: Spreader = map,
) -> dict[Group, Finding]:
    """What was found of each group, in the order of names; `pooled` counts as ten people in each group.

    groups: people who teach something, of each group. made, on_pass, spreader: as in `learn`, group by group.
    """
    findings = {}
    for name in sorted(groups):

        def told(one: Pass, name: Group = name) -> None:
            if on_pass is not None:
                on_pass(name, one)

        findings[name] = _finding(groups[name], pooled, (made or {}).get(name, ()), told, spreader)
    return findings


def _finding(
    people: Sequence[Diary], pooled: Priors, made: Sequence[Pass], on_pass: Callable[[Pass], None], spreader: Spreader
) -> Finding:
    if len(people) < LEAST_IN_A_GROUP:
        return Finding(None, len(people), f"pooled: {len(people)} people; at least {LEAST_IN_A_GROUP} are needed")
    learn_so = partial(learn, free=OF_A_GROUP, most_passes=MOST_PASSES_OF_A_GROUP)
    learnt = learn_so(people, pooled, made=made, on_pass=on_pass, spreader=spreader)
    needed, rise = needed_rise(learnt.people), _rise(learnt)
    told = f"the log likelihood of {learnt.people} people rises by {rise:.1f}, needed {needed:.1f}"
    own = learnt.priors if rise > needed else None
    return Finding(own, learnt.people, f"{'pooled' if own is None else 'separate'}: {told}", learnt.passes)


def _rise(learnt: Learnt) -> float:
    """Of these people's own log likelihood, the pseudo-patients left out, from the pooled priors to the best."""
    best = max(learnt.passes, key=lambda one: one.objective)
    return best.log_likelihood - learnt.passes[0].log_likelihood
