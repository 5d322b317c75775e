"""Bad input is refused with its value, its unit and what would be right."""

import pytest

from ebb.pharmacology import (
    AmountError,
    EnantiomerError,
    ModelError,
    Participant,
    PatientError,
    PharmacologyError,
    Regimen,
    RegimenError,
    TimesError,
    UnitError,
    find_model,
    kamp_2020,
    simulate,
)

ADULT = Participant(70, 40)


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("infusion 12 mg 0-60 min", UnitError, "12 mg has the unit 'mg'; a rate is in mg/min, mg/h"),
        ("infusion 12 0-60 min", UnitError, "'12' has no unit"),
        ("infusion 12 mL/h 0-60 min", UnitError, "mL/h"),
        ("bolus 10 @0 min", UnitError, "'10' has no unit; write mg or mg/kg"),
        ("bolus 10 mg/h @0 min", UnitError, "a dose is in mg or mg/kg"),
        ("bolus 10 mg @0 days", UnitError, "s, min or h"),
        ("infusion 12 mg/h 0-60", UnitError, "'0' has no unit; write s, min or h"),
        ("infusion nan mg/h 0-60 min", AmountError, "nan mg/h is impossible"),
        ("infusion inf mg/h 0-60 min", AmountError, "inf mg/h is impossible"),
        ("bolus -10 mg @0 min", AmountError, "-10 mg is impossible; it must be a number, 0 mg or more"),
        ("bolus 10 mg @-5 min", TimesError, "-5 min"),
        ("infusion 12 mg/h 60-60 min", TimesError, "must end after its start at 60 min"),
        ("infusion 12 mg/h 60 min-0.5 h", TimesError, "ends at 0.5 h"),
        ("infusion twelve mg/h 0-60 min", RegimenError, "a number with a unit"),
        ("infusion 12 mg/h soon", RegimenError, "'soon' is not a span of time; write it like '0-60 min'"),
        ("ketamine 12 mg", RegimenError, "write 'bolus 10 mg @0 min' or 'infusion 12 mg/h 0-60 min'"),
        ("", RegimenError, "not a line of a regimen"),
        ("bolus 10 mg @0 min;", RegimenError, "not a line of a regimen"),
    ],
)
def test_it_refuses_a_regimen_it_cannot_mean(text: str, error: type[PharmacologyError], says: str) -> None:
    with pytest.raises(error) as refused:
        Regimen.parse(text)

    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("infusion 5250 mg/h 0-40 min", "75 mg/kg/h for 70 kg; the ceiling is 5 mg/kg/h"),
        ("infusion 3 mg/kg/h 0-60 min; infusion 2.5 mg/kg/h 30-40 min", "at 30 min is 5.5 mg/kg/h"),
        ("bolus 1000 mg @2 min", "bolus of 1000 mg at 2 min is 14.3 mg/kg for 70 kg; the ceiling is 4.5 mg/kg"),
        ("bolus 3 mg/kg @0 min; bolus 2 mg/kg @0 min", "5 mg/kg"),
    ],
)
def test_it_refuses_amounts_above_the_ceiling(text: str, says: str) -> None:
    with pytest.raises(AmountError) as refused:
        simulate(kamp_2020, Regimen.parse(text), ADULT, 10)

    assert says in str(refused.value)


def test_it_allows_the_ceiling_itself() -> None:
    regimen = Regimen.parse("bolus 4.5 mg/kg @0 min; infusion 5 mg/kg/h 0-60 min")

    assert simulate(kamp_2020, regimen, ADULT, 60).cp_ng_ml[0, 0] > 0


def test_it_refuses_a_bare_number_for_an_amount() -> None:
    with pytest.raises(UnitError, match="'10' has no unit"):
        Regimen().bolus(10, at="0 min")  # type: ignore[arg-type]


def test_it_refuses_words_for_numbers() -> None:
    with pytest.raises(PatientError, match="'heavy' and age 40 are no numbers"):
        Participant("heavy", 40)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("times", "says"),
    [
        ("soon", "give numbers, in minutes"),
        ([5, 3], "time 3 min comes after 5 min"),
        ([-1, 3], "time -1 min lies before the start"),
        ([1, float("nan")], "nan min is not a time"),
        ([1, 1e308], "1e+308 min is beyond the ten years"),
        ([], "give at least one"),
        ([[1, 2], [3, 4]], "shape (2, 2)"),
    ],
)
def test_it_refuses_times_that_do_not_rise_from_zero(times: list[float], says: str) -> None:
    with pytest.raises(TimesError) as refused:
        simulate(kamp_2020, Regimen(), ADULT, times)

    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("weight_kg", "age_y"), [(-70, 40), (0, 40), (7000, 40), (float("nan"), 40), (70, -1), (70, 400)]
)
def test_it_refuses_a_person_who_cannot_be(weight_kg: float, age_y: float) -> None:
    with pytest.raises(PatientError, match=r"must be (above|from) 0"):
        Participant(weight_kg, age_y)


def test_it_refuses_a_model_it_does_not_have() -> None:
    with pytest.raises(ModelError, match="no model 'kampf'; there are kamp_2020, domino_1984"):
        find_model("kampf")


def test_it_refuses_to_mix_racemate_and_s_ketamine() -> None:
    with pytest.raises(EnantiomerError, match="a model of racemic ketamine and the regimen is of S-ketamine"):
        simulate(kamp_2020, Regimen.parse("bolus 10 mg @0 min", drug="S"), ADULT, 10)
