"""Every number that ships says where it comes from and how far it was checked."""

import re
from importlib import resources

import pytest

from ebb.pharmacology import MODELS, Model, ModelError, Participant, Value, domino_1984, kamp_2020

models = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)


def test_each_file_of_a_model_stands_in_the_catalogue_under_its_name() -> None:
    files = {file.name.removesuffix(".py") for file in resources.files("ebb.pharmacology.models").iterdir()}

    assert files - {"__init__", "__pycache__"} == set(MODELS)


@models
def test_each_number_carries_its_source_and_mark(model: Model) -> None:
    numbers = [*model.parameters.values(), *model.allometry.values()]

    assert all(number.source and number.unit for number in numbers)
    assert model.marks <= {"V", "V2", "D"}


@models
def test_each_model_says_for_whom_it_was_made(model: Model) -> None:
    assert model.population
    assert model.source
    assert model.cautions
    assert model.studied.age_y is not None
    assert model.studied.age_y.low is not None
    assert model.studied.age_y.low >= 18


@models
def test_each_model_says_what_a_page_needs_to_know(model: Model) -> None:
    assert model.made_from
    assert re.fullmatch(r"S\d+", model.citation.id)
    assert model.citation.text.endswith(".")
    assert {each.citation.text for each in MODELS.values() if each.citation.id == model.citation.id} == {
        model.citation.text
    }


def test_a_number_from_memory_must_not_ship() -> None:
    with pytest.raises(ModelError, match="must not ship"):
        Value(1.0, "L", "from memory", "X")  # type: ignore[arg-type]


def test_kamp_grows_with_weight_as_published() -> None:
    known = kamp_2020.typical(Participant(140, 40))

    assert known["CL"] == pytest.approx(84 / 60 * 2**0.75)
    assert known["V3"] == pytest.approx(157 * 2)


def test_domino_grows_in_proportion_to_weight() -> None:
    known = domino_1984.typical(Participant(100, 40))

    assert known["V1"] == pytest.approx(6.3)
    assert known["CL"] == pytest.approx(0.4381 * 6.3)


def test_both_forms_of_the_parameters_agree() -> None:
    known = kamp_2020.typical(Participant(70, 40))

    assert known["k10"] == pytest.approx(84 / 60 / 25)
    assert known["k12"] == pytest.approx(161 / 60 / 25)
    assert known["k31"] == pytest.approx(79 / 60 / 157)


def test_domino_clears_what_its_rate_constants_say() -> None:
    assert domino_1984.typical(Participant(70, 40))["CL"] * 60 == pytest.approx(115.9, abs=0.05)
