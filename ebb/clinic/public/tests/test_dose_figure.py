from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from ebb.clinic.public.dose_figure import ChosenDose, predict
from ebb.clinic.public.forms import DOSES, DURATIONS, WEIGHTS
from ebb.clinic.public.sources import SOURCES
from ebb.pathway.limits import judge_order
from ebb.pathway.orders import Order
from ebb.pharmacology import MODELS, Model

OVERVIEW = Path(__file__).parents[4] / "docs" / "models" / "README.md"
USUAL = ChosenDose(Decimal("0.5"), 40, 70)


@pytest.mark.parametrize(("dose", "duration", "weight"), [*product(DOSES[:2], DURATIONS[:2], WEIGHTS[:2])])
def test_no_dose_that_can_be_drawn_passes_a_usual_limit_of_programme_a(dose: str, duration: str, weight: str) -> None:
    order = Order(programme="A", dose_mg_per_kg=Decimal(dose), duration_min=int(duration))

    assert judge_order(order, weight_kg=Decimal(weight), first_visit=True) == []


def test_every_shipped_model_predicts() -> None:
    whole, s_half = predict(USUAL)

    assert {each.model.id for each in (*whole.models, *s_half.models)} == set(MODELS)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_the_source_of_a_model_is_listed_as_the_model_gives_it(model: Model) -> None:
    assert SOURCES[model.citation.id] == model.citation.text


def test_it_says_what_the_page_of_models_says_for_the_same_dose() -> None:
    overview = " ".join(OVERVIEW.read_text(encoding="utf-8").split())

    whole, s_half = predict(USUAL)

    assert f"racemic models say {whole.low:.0f} to {whole.high:.0f} ng/mL" in overview
    assert f"given the S half, say {s_half.low:.0f} to {s_half.high:.0f} ng/mL" in overview


def test_a_model_of_s_ketamine_is_given_half() -> None:
    _, once = predict(USUAL)
    _, twice = predict(ChosenDose(Decimal("1.0"), 40, 70))

    simons, doubled = (next(each for each in drug.models if "Simons" in each.name) for drug in (once, twice))

    assert doubled.at_the_end == pytest.approx(2 * simons.at_the_end)
    assert simons.at_the_end == pytest.approx(144.4, abs=0.1)  # half of the 288.7 for 35 mg of S-ketamine


def test_it_says_from_when_on_a_model_speaks_of_more_than_it_was_made_from() -> None:
    whole, s_half = predict(USUAL)

    beyond = {each.name: each.beyond_from_min for each in (*whole.models, *s_half.models)}

    assert beyond["Simons 2022"] == 22  # studied for 20 min
    assert beyond["Kamp 2020"] is None
