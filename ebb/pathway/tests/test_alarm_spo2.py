from ebb.pathway.tests.monitor import every_second, run, said, until

SPO2 = "spo2_percent"


def lines(*values: float | None) -> list[str]:
    _, told = run(*every_second(SPO2, 0, *values))
    return said(told)


def test_eighty_nine_for_fourteen_seconds_is_no_alarm() -> None:
    assert lines(*[89] * 15, 96, 96) == []


def test_eighty_nine_for_sixteen_seconds_is_a_medium_alarm() -> None:
    assert lines(*[89] * 17) == ["15s spo2_percent medium raised"]


def test_it_ends_two_above_the_limit_after_ten_seconds() -> None:
    low = [89] * 17

    assert lines(*low, *[93] * 30)[1:] == []
    assert lines(*low, *[94] * 10)[1:] == []
    assert lines(*low, *[94] * 11)[1:] == ["27s spo2_percent medium cleared"]
    assert lines(*low, *[94] * 9, 93, *[94] * 10)[1:] == []


def test_below_eighty_eight_is_high_after_five_seconds() -> None:
    assert lines(*[87] * 5, 95) == []
    assert lines(*[87] * 6) == ["5s spo2_percent high raised"]


def test_ninety_three_is_a_low_alarm_and_ninety_four_is_none() -> None:
    assert lines(*[93] * 60) == ["15s spo2_percent low raised"]
    assert lines(*[94] * 60) == []


def test_it_escalates_once_and_steps_down_with_the_value() -> None:
    assert lines(*[91] * 20, *[86] * 20, *[91] * 40, *[97] * 20) == [
        "15s spo2_percent medium raised",
        "25s spo2_percent high escalated",
        "50s spo2_percent high cleared",
        "50s spo2_percent medium raised",
        "90s spo2_percent medium cleared",
    ]


def test_a_short_flicker_of_the_signal_does_not_put_off_the_alarm() -> None:
    assert lines(*[89] * 10, None, None, None, *[89] * 5) == ["15s spo2_percent medium raised"]


def test_a_lost_signal_does_not_end_an_alarm() -> None:
    _, told = run(*every_second(SPO2, 0, *[87] * 10, *[None] * 12), until(22))

    assert said(told) == ["5s spo2_percent high raised"]


def test_the_last_value_is_not_carried_on_into_silence() -> None:
    _, told = run(*every_second(SPO2, 0, 89, 89), until(16))

    assert said(told) == []
