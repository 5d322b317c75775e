"""Groups that differ get priors of their own; groups alike, and small ones, share."""

import math
from dataclasses import replace

import numpy as np
import pytest

from ebb.relief.clinic_priors import Group, GroupFinding, groups_to_learn, learn_by_group, needed_rise
from ebb.relief.diary import Diary, DiaryError
from ebb.relief.learn import Pass, learn
from ebb.relief.priors import PUBLISHED, Priors, Spread
from ebb.relief.worlds import Calendar, own

SHORT = Calendar((0.0, 7.0), baseline_days=10, known_days=28, later_days=0)
MUCH_AND_LONG = replace(
    PUBLISHED,
    baseline=Spread(7.0, 0.5),
    drift_sd=0.1,
    relief=Spread(2.2, 0.3),
    visit_sd=0.2,
    log_half_life=Spread(math.log(25.0), 0.3),
    log_sigma=Spread(math.log(0.6), 0.2),
)
LITTLE_AND_SHORT = replace(MUCH_AND_LONG, relief=Spread(0.8, 0.3), log_half_life=Spread(math.log(6.0), 0.3))
NERVE, JOINT = ("nerve", "weekly"), ("joint", "weekly")


def people(priors: Priors, seed: int, count: int = 30) -> list[Diary]:
    rng = np.random.default_rng(seed)
    diaries: list[Diary] = []
    while len(diaries) < count:
        try:
            diaries.append(own(rng, priors, SHORT).diary)
        except DiaryError:
            continue
    return diaries


def found(groups: dict[Group, list[Diary]]) -> tuple[Priors, dict[Group, GroupFinding]]:
    pooled = learn([diary for diaries in groups.values() for diary in diaries], most_passes=6).priors
    return pooled, learn_by_group(groups, pooled)


def test_groups_that_differ_are_told_apart_by_relief_and_half_life_alone() -> None:
    pooled, findings = found({NERVE: people(MUCH_AND_LONG, 1), JOINT: people(LITTLE_AND_SHORT, 2)})

    nerve, joint = findings[NERVE].priors, findings[JOINT].priors
    assert nerve is not None
    assert joint is not None
    assert nerve.relief.mean - joint.relief.mean > 0.7
    assert nerve.log_half_life.mean - joint.log_half_life.mean > math.log(2.0)
    assert replace(nerve, relief=pooled.relief, log_half_life=pooled.log_half_life) == pooled
    assert findings[NERVE].why.startswith("separate: the log likelihood of 30 people rises by ")


def test_groups_alike_share_the_pooled_priors() -> None:
    _, findings = found({NERVE: people(MUCH_AND_LONG, 1), JOINT: people(MUCH_AND_LONG, 3)})

    assert [finding.priors for finding in findings.values()] == [None, None]
    assert all(finding.why.endswith("needed 6.8") for finding in findings.values())


def test_a_small_group_is_pooled_unlooked_at() -> None:
    finding = learn_by_group({JOINT: people(MUCH_AND_LONG, 1, 12)}, PUBLISHED)[JOINT]

    assert finding == GroupFinding(None, 12, "pooled: 12 people; at least 30 are needed")


def test_only_large_groups_that_are_not_alone_are_worth_a_look() -> None:
    many = {(f"condition {number}", ""): 30 + number for number in range(40)}

    assert groups_to_learn({NERVE: 30, JOINT: 29}) == [NERVE]
    assert groups_to_learn({NERVE: 900}) == []
    assert groups_to_learn({NERVE: 30, JOINT: 30}) == [JOINT, NERVE]
    assert groups_to_learn(many) == [(f"condition {number}", "") for number in range(39, 19, -1)]


def test_it_goes_on_from_the_passes_made() -> None:
    diaries = people(MUCH_AND_LONG, 1)
    groups = {NERVE: diaries, JOINT: diaries[:3]}
    whole = learn_by_group(groups, PUBLISHED)
    passes: list[tuple[Group, Pass]] = []

    resumed = learn_by_group(
        groups, PUBLISHED, made={NERVE: whole[NERVE].passes[:2]}, on_pass=lambda group, one: passes.append((group, one))
    )

    assert resumed == whole
    assert passes == [(NERVE, one) for one in whole[NERVE].passes[2:]]


def test_four_numbers_cost_twice_the_logarithm_of_the_people() -> None:
    assert needed_rise(100) == pytest.approx(2 * math.log(100))
