import pytest

from ebb.pharmacology import AmountError, Participant, Participants, Regimen, TimesError

ADULT = Participants.of(Participant(70, 40))


def test_recorded_changes_become_infusions() -> None:
    regimen = Regimen.from_rates([(0, 20), (30.5, 0), (41, 14)], boluses=[(12, 5)], end_min=120)

    assert str(regimen) == "bolus 5 mg @12 min; infusion 20 mg/h 0-30.5 min; infusion 14 mg/h 41-120 min"


def test_the_given_milligrams_are_the_integral_of_the_rates() -> None:
    regimen = Regimen.from_rates([(3, 20), (33, 0), (48, 14)], boluses=[(12, 5)], end_min=108)

    assert regimen.given_to(ADULT).given_mg(78)[0] == pytest.approx(5 + 20 * 0.5 + 14 * 0.5)


def test_of_two_changes_at_one_instant_the_later_holds() -> None:
    assert str(Regimen.from_rates([(0, 20), (0, 12)], end_min=60)) == "infusion 12 mg/h 0-60 min"


def test_nothing_recorded_gives_nothing() -> None:
    assert Regimen.from_rates([], end_min=60).given_to(ADULT).given_mg(60)[0] == 0


@pytest.mark.parametrize(("rates", "end_min"), [([(30, 20), (10, 5)], 60), ([(30, 20)], 20), ([(float("nan"), 5)], 60)])
def test_it_refuses_changes_out_of_order(rates: list[tuple[float, float]], end_min: float) -> None:
    with pytest.raises(TimesError, match="order of time"):
        Regimen.from_rates(rates, end_min=end_min)


def test_it_refuses_a_negative_rate() -> None:
    with pytest.raises(AmountError, match="-5 mg/h"):
        Regimen.from_rates([(0, -5)], end_min=60)
