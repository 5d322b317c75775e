from importlib import import_module
from pkgutil import iter_modules

import pytest

from ebb.pathway import scales
from ebb.pathway.alarms import limits_for
from ebb.pathway.scales import (
    ALDRETE,
    DISSOCIATION,
    NAUSEA,
    PADSS,
    PAIN,
    SCALES,
    SEDATION,
    SHEETS,
    OutOfRange,
    Scale,
    ScoreSheet,
    UnknownItem,
)

FULL = {item.name: 2 for item in ALDRETE.items}
HOME = {item.name: 2 for item in PADSS.items}


@pytest.mark.parametrize("scale", SCALES.values())
def test_every_score_has_words_of_its_own_and_a_band(scale: Scale) -> None:
    words = [scale.anchor(score) for score in range(scale.highest + 1)]

    assert len(set(words)) == len(words)
    assert all(scale.band(score) for score in range(scale.highest + 1))
    assert scale.version
    assert scale.source
    assert scale.mark in {"S", "M", "D"}


def test_the_scales_reach_as_far_as_they_should() -> None:
    tops = {name: scale.highest for name, scale in SCALES.items()} | {s.name: s.highest for s in SHEETS.values()}

    known = {"sedation": 4, "dissociation": 4, "pain": 10, "nausea": 10, "aldrete": 10, "padss": 10}
    assert tops.items() >= known.items()


def test_every_scale_of_the_folder_is_listed() -> None:
    modules = [import_module(f"{scales.__name__}.{module.name}") for module in iter_modules(scales.__path__)]
    made = [one for module in modules for one in vars(module).values() if isinstance(one, Scale | ScoreSheet)]

    assert {one.name for one in made} == SCALES.keys() | SHEETS.keys()


@pytest.mark.parametrize("scale", SCALES.values())
def test_a_scale_alarms_from_its_marked_scores_up_or_not_at_all(scale: Scale) -> None:
    limits = [limit for limit in limits_for() if limit.parameter == scale.name]

    for score in range(scale.highest + 1):
        reached = [limit.priority for limit in limits if limit.beyond(score)]
        expected = scale.priority(score, distress=True) if scale.alarms else ""
        assert max(reached, key=lambda one: one.rank, default="") == expected
    assert bool(limits) is scale.alarms


@pytest.mark.parametrize("score", [-1, 11, 2.5, True])
def test_it_refuses_a_score_the_scale_cannot_hold(score: int) -> None:
    with pytest.raises(OutOfRange, match="Pain goes from 0 to 10"):
        PAIN.checked(score)


def test_sedation_three_and_four_are_marked() -> None:
    assert [SEDATION.priority(score) for score in range(5)] == ["", "", "", "medium", "high"]


def test_dissociation_without_distress_is_the_drug_and_is_only_charted() -> None:
    assert [DISSOCIATION.priority(score) for score in range(5)] == [""] * 5
    assert [DISSOCIATION.priority(score, distress=True) for score in range(5)] == ["", "", "", "medium", "high"]


@pytest.mark.parametrize("scale", SCALES.values())
def test_not_asked_is_neither_zero_nor_a_band(scale: Scale) -> None:
    assert scale.band(None) is None
    assert scale.priority(None, distress=True) == ""


def test_mild_nausea_ends_at_three() -> None:
    assert [NAUSEA.band(score) for score in (0, 1, 3, 4, 7)] == ["none", "mild", "mild", "moderate", "severe"]


def test_aldrete_nine_passes_and_a_zero_never_does() -> None:
    assert ALDRETE.band(FULL | {"oxygen": 1}) == "ready"
    assert ALDRETE.band(FULL | {"oxygen": 1, "activity": 1}) == "not ready"
    assert ALDRETE.total(FULL | {"oxygen": 0}).score == 8


def test_a_missing_item_leaves_the_sheet_without_a_total() -> None:
    total = ALDRETE.total(FULL | {"oxygen": None})

    assert total.score is None
    assert total.why == "Not scored: Oxygen."
    assert ALDRETE.band(FULL | {"oxygen": None}) is None


def test_bleeding_does_not_apply_and_always_counts_two() -> None:
    asked = {name: score for name, score in HOME.items() if name != "bleeding"}

    assert PADSS.total(asked).score == 10
    assert PADSS.total(asked | {"bleeding": 0}).score == 10
    assert {item.anchors for item in PADSS.items if item.fixed} == {("Not applicable",) * 3}


def test_a_sheet_refuses_what_it_does_not_hold() -> None:
    with pytest.raises(OutOfRange, match="Discharge score, Walking goes from 0 to 2"):
        PADSS.total(HOME | {"walking": 3})
    with pytest.raises(UnknownItem, match="no item called urine"):
        PADSS.total(HOME | {"urine": 1})
