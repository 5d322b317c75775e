from decimal import Decimal
from itertools import product

import pytest

from ebb.clinic.public.forms import DOSES, DURATIONS, WEIGHTS
from ebb.clinic.public.in_the_body import MADE_FROM, Chosen, answers
from ebb.pathway.limits import judge_order
from ebb.pathway.orders import Order
from ebb.pharmacology import MODELS

USUAL = Chosen(Decimal("0.5"), 40, 70)


@pytest.mark.parametrize(("dose", "duration", "weight"), [*product(DOSES[:2], DURATIONS[:2], WEIGHTS[:2])])
def test_no_dose_that_can_be_drawn_passes_a_usual_limit_of_programme_a(dose: str, duration: str, weight: str) -> None:
    order = Order(programme="A", dose_mg_per_kg=Decimal(dose), duration_min=int(duration))

    assert judge_order(order, weight_kg=Decimal(weight), first_visit=True) == []


def test_every_shipped_model_is_told_with_whom_it_was_made_from() -> None:
    whole, s_half = answers(USUAL)

    assert len(whole.models) + len(s_half.models) == len(MODELS)
    assert set(MADE_FROM) == set(MODELS)


def test_it_says_what_the_page_of_models_says_for_the_same_dose() -> None:
    whole, s_half = answers(USUAL)

    assert (round(whole.low), round(whole.high)) == (177, 253)  # docs/models/README.md
    assert (round(s_half.low), round(s_half.high)) == (62, 144)
    assert whole.times == pytest.approx(1.43, abs=0.01)


def test_a_model_of_s_ketamine_is_given_half() -> None:
    _, once = answers(USUAL)
    _, twice = answers(Chosen(Decimal("1.0"), 40, 70))

    simons, doubled = (next(each for each in told.models if "Simons" in each.name) for told in (once, twice))

    assert doubled.at_the_end == pytest.approx(2 * simons.at_the_end)
    assert simons.at_the_end == pytest.approx(144.4, abs=0.1)  # half of the 288.7 for 35 mg of S-ketamine


def test_it_says_from_when_on_a_model_speaks_of_more_than_it_was_made_from() -> None:
    whole, s_half = answers(USUAL)

    beyond = {said.name: said.beyond_from_min for said in (*whole.models, *s_half.models)}

    assert beyond["Simons 2022"] == 22  # studied for 20 min
    assert beyond["Kamp 2020"] is None
