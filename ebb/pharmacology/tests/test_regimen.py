import numpy as np
import pytest
from hypothesis import given

from ebb.pharmacology import Participant, Participants, Regimen, RegimenError, TimesError
from ebb.pharmacology.tests.strategies import regimens

ADULT = Participants.of(Participant(70, 40))


@pytest.mark.parametrize(
    "text",
    [
        "bolus 10 mg @0 min; infusion 12 mg/h 0-60 min; infusion 0.2 mg/kg/h 60-240 min",
        "bolus 0.15 mg/kg @90 s",
        "infusion 5 ug/kg/min 0-4 h",
        "infusion 0.5 mg/min 30 s-2 h",
        "infusion 71.25 mg/h 0-40 min",
    ],
)
def test_the_text_form_is_printed_back_exactly(text: str) -> None:
    assert str(Regimen.parse(text)) == text


@given(regimens)
def test_what_is_printed_is_read_back_as_the_same_regimen(regimen: Regimen) -> None:
    assert Regimen.parse(str(regimen)) == regimen


def test_loose_spelling_reads_as_the_same_regimen() -> None:
    loose = Regimen.parse("  bolus 10mg @ 0 min ;infusion  12.0 mg/h  0 - 60 min")

    assert str(loose) == "bolus 10 mg @0 min; infusion 12 mg/h 0-60 min"


def test_methods_build_what_the_text_says() -> None:
    built = Regimen().bolus("10 mg", at="0 min").infusion("0.2 mg/kg/h", "0 h", "4 h")

    assert built == Regimen.parse("bolus 10 mg @0 min; infusion 0.2 mg/kg/h 0-4 h")


def test_every_unit_comes_to_the_same_rate() -> None:
    rates = ["0.35 mg/min", "21 mg/h", "0.3 mg/kg/h", "5 ug/kg/min"]

    given_rates = [Regimen().infusion(rate, "0 min", "1 h").given_to(ADULT).rate_mg_per_min[0, 0] for rate in rates]

    assert given_rates == pytest.approx([0.35] * 4, rel=1e-15)


def test_overlapping_infusions_add_up() -> None:
    given_amounts = Regimen.parse("infusion 12 mg/h 0-60 min; infusion 30 mg/h 30-90 min").given_to(ADULT)

    assert given_amounts.starts_min.tolist() == [0, 30, 60, 90]
    assert 60 * given_amounts.rate_mg_per_min[0] == pytest.approx([12, 42, 30, 0])


def test_amounts_by_weight_differ_between_people() -> None:
    people = Participants(np.array([50.0, 100.0]), np.array([30.0, 30.0]))

    given_amounts = Regimen.parse("bolus 0.1 mg/kg @5 min; bolus 2 mg @5 min").given_to(people)

    assert given_amounts.bolus_mg.tolist() == [[0, 7], [0, 12]]


def test_a_rate_change_keeps_the_end_of_the_infusion() -> None:
    changed = Regimen().infusion("0.2 mg/kg/h", "0 h", "4 h").rate("0.1 mg/kg/h", at="2 h")

    assert str(changed) == "infusion 0.2 mg/kg/h 0-2 h; infusion 0.1 mg/kg/h 2-4 h"


def test_a_rate_change_at_the_start_replaces_the_rate() -> None:
    assert str(Regimen.parse("infusion 12 mg/h 0-60 min").rate("9 mg/h", at="0 min")) == "infusion 9 mg/h 0-60 min"


def test_a_pause_leaves_a_gap() -> None:
    paused = Regimen.parse("infusion 12 mg/h 0-60 min").pause("20 min", until="35 min")

    assert str(paused) == "infusion 12 mg/h 0-20 min; infusion 12 mg/h 35-60 min"


@pytest.mark.parametrize("text", ["bolus 10 mg @0 min", "infusion 5 mg/h 0-60 min; infusion 6 mg/h 10-90 min"])
def test_it_refuses_a_rate_change_without_exactly_one_infusion(text: str) -> None:
    with pytest.raises(RegimenError, match="exactly one"):
        Regimen.parse(text).rate("8 mg/h", at="30 min")


@pytest.mark.parametrize("until", ["20 min", "10 min", "60 min", "2 h"])
def test_it_refuses_a_pause_that_does_not_end_within_the_infusion(until: str) -> None:
    with pytest.raises(TimesError, match="before 60 min"):
        Regimen.parse("infusion 12 mg/h 0-60 min").pause("20 min", until=until)
