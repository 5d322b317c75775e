"""Priors learnt from people whose priors are known."""

import math
import statistics
from dataclasses import fields, replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from ebb.relief.diary import Diary, DiaryError
from ebb.relief.learn import ALL, FLOORS, Learnt, learn, priors_vector, sample_names, teaches, vector_priors
from ebb.relief.priors import PUBLISHED, Priors, Spread
from ebb.relief.worlds import Calendar, DrawnParameters, own

TRUE = Priors(
    baseline=Spread(6.0, 0.7),
    drift_sd=0.3,
    relief=Spread(1.3, 0.5),
    visit_sd=0.4,
    log_rise=Spread(math.log(0.8), 0.4),
    log_half_life=Spread(math.log(9.0), 0.5),
    artanh_phi=Spread(0.6, 0.2),
    log_sigma=Spread(math.log(0.7), 0.25),
)
SHORT = Calendar((0.0, 7.0), baseline_days=14, known_days=28, later_days=0)


@cache
def people(count: int, seed: int = 7) -> tuple[tuple[Diary, ...], tuple[DrawnParameters, ...]]:
    rng = np.random.default_rng(seed)
    diaries: list[Diary] = []
    truths: list[DrawnParameters] = []
    while len(diaries) < count:
        person = own(rng, TRUE, SHORT)
        try:
            diaries.append(person.diary)
        except DiaryError:
            continue
        assert person.drawn is not None
        truths.append(person.drawn)
    return tuple(diaries), tuple(truths)


@cache
def learnt(count: int) -> Learnt:
    return learn(people(count)[0])


def test_it_finds_the_priors_that_people_were_drawn_from() -> None:
    _, truths = people(100)
    drew = {
        "baseline": [one.linear[0] for one in truths],
        "relief": [one.linear[2:].mean() for one in truths],
        "log_half_life": [math.log(one.half_life_days) for one in truths],
        "artanh_phi": [math.atanh(one.phi) for one in truths],
        "log_sigma": [math.log(one.sigma) for one in truths],
    }
    # Three standard errors of 100 people, each seen as well as such a diary shows them.
    seen_within = {"baseline": 0.3, "relief": 0.6, "log_half_life": 0.7, "artanh_phi": 0.2, "log_sigma": 0.12}

    found = learnt(100).priors

    for name, values in drew.items():
        spread = getattr(found, name)
        error = 3 * math.hypot(statistics.stdev(values), seen_within[name]) / math.sqrt(len(values))
        assert abs(spread.mean - getattr(TRUE, name).mean) < error, name
        assert getattr(PUBLISHED, name).sd > spread.sd, name
    assert found.baseline.sd == pytest.approx(0.7, rel=0.3)
    assert found.log_sigma.sd == pytest.approx(0.25, rel=0.3)


def test_the_likelihood_never_falls_and_rises_far() -> None:
    rising = np.maximum.accumulate([one.objective for one in learnt(100).passes])

    assert all(after >= before for before, after in pairwise(rising))
    assert rising[-1] > rising[0] + 50
    assert len(rising) < 20


def test_what_is_learnt_is_about_as_likely_as_the_truth() -> None:
    diaries, _ = people(100)
    at_the_truth = learn(diaries, TRUE, most_passes=1).passes[0].log_likelihood

    best = max(learnt(100).passes, key=lambda one: one.objective)

    assert best.log_likelihood > at_the_truth - 8


def test_fewer_than_ten_people_leave_the_published_priors() -> None:
    diaries, _ = people(12)
    no_infusion = replace(diaries[9], infusions=())
    too_short = diaries[10].until(6)

    result = learn([*diaries[:9], no_infusion, too_short])

    assert result.priors is PUBLISHED
    assert (result.people, result.passes) == (9, ())
    assert result.why == "the published priors as they are: 9 people to learn from; at least 10 are needed"
    assert not teaches(no_infusion)
    assert not teaches(too_short)


def test_few_people_stay_nearer_to_the_published_priors_than_many() -> None:
    few, many = learnt(12).priors, learnt(100).priors

    for name in ("baseline", "relief", "log_half_life"):
        one, other, published = (getattr(priors, name).sd for priors in (few, many, PUBLISHED))
        assert published > one > other, name


def test_the_order_of_people_does_not_matter() -> None:
    diaries, _ = people(12)

    assert learn(diaries[::-1], most_passes=4) == learn(diaries, most_passes=4)


def test_it_goes_on_from_the_passes_made() -> None:
    diaries, _ = people(12)
    whole = learnt(12)

    objectives: list[float] = []
    resumed = learn(diaries, made=whole.passes[:2], on_pass=lambda one: objectives.append(one.objective))

    assert resumed == whole
    assert objectives == [one.objective for one in whole.passes[2:]]


def test_only_what_is_free_changes() -> None:
    diaries, _ = people(12)

    found = learn(diaries, free=("relief", "log_half_life"), most_passes=3).priors

    changed = {field.name for field in fields(Priors) if getattr(found, field.name) != getattr(PUBLISHED, field.name)}
    assert changed == {"relief", "log_half_life", "name"}


def test_no_spread_is_learnt_below_its_floor() -> None:
    narrow = priors_vector(PUBLISHED, PUBLISHED, ALL) - 10.0

    found = vector_priors(narrow, PUBLISHED, ALL)

    spreads = {name: getattr(found, name) for name in ALL}
    assert {name: one.sd if isinstance(one, Spread) else one for name, one in spreads.items()} == FLOORS


def test_a_sample_is_the_same_whatever_the_order_of_names() -> None:
    names = [f"patient-{number:04}" for number in range(2000)]

    sample = sample_names(names, 500)

    assert sample_names(names[::-1], 500) == sample
    assert len(set(sample)) == 500
    assert statistics.mean(int(name[-4:]) for name in sample) == pytest.approx(1000, abs=80)
    assert sample_names(names[:3], 500) == sample_names(names[2::-1], 500)
