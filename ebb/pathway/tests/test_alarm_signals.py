from ebb.pathway.alarms import Acknowledged, Sample, begin, due_at
from ebb.pathway.alarms.inputs import AlarmInput
from ebb.pathway.tests.monitor import every_second, run, said, second, until

SPO2 = "spo2_percent"


def both(start: int, *pairs: tuple[float | None, float | None]) -> list[AlarmInput]:
    return [Sample(second(start + step), {SPO2: spo2, "hr_per_min": rate}) for step, (spo2, rate) in enumerate(pairs)]


def test_a_probe_off_is_low_after_fifteen_seconds_and_medium_after_thirty_and_never_high() -> None:
    _, told = run(*both(0, *[(97, 70)] * 5, *[(None, 70)] * 300, (97, 70)))

    assert said(told) == [
        "20s spo2_percent no signal low raised",
        "35s spo2_percent no signal medium escalated",
        "305s spo2_percent no signal medium cleared",
    ]


def test_a_probe_that_was_never_on_is_told_as_well() -> None:
    _, told = run(*both(0, *[(None, 70)] * 20))

    assert said(told) == ["15s spo2_percent no signal low raised"]


def test_a_column_the_monitor_never_sent_is_not_missed() -> None:
    _, told = run(*every_second("hr_per_min", 0, *[70] * 60))

    assert said(told) == []


def test_a_parameter_that_stops_coming_while_others_go_on_is_missed() -> None:
    _, told = run(*both(0, (97, 70), (97, 70)), *every_second("hr_per_min", 2, *[70] * 40))

    assert said(told) == ["17s spo2_percent no signal low raised", "32s spo2_percent no signal medium escalated"]


def test_a_silent_monitor_is_one_alarm_and_not_one_a_parameter() -> None:
    _, told = run(*both(0, (97, 70), (97, 70)), until(600), *both(601, (97, 70)))

    assert said(told) == [
        "17s spo2_percent no data low raised",
        "32s spo2_percent no data medium escalated",
        "601s spo2_percent no data medium cleared",
    ]


def test_a_monitor_that_only_sends_the_cuff_is_silent_by_nature() -> None:
    _, told = run(Sample(second(0), {"nibp_sys_mmhg": 128}), until(900))

    assert said(told) == []


def test_a_monitor_that_sends_once_a_minute_is_not_lost_in_between() -> None:
    minutes = [Sample(second(60 * step), {SPO2: 97}) for step in range(10)]

    _, steady = run(*minutes, state=begin(interval_s=60))
    _, missed = run(*minutes[:2], *minutes[4:], state=begin(interval_s=60))

    assert said(steady) == []
    assert said(missed) == [
        "135s spo2_percent no data low raised",
        "150s spo2_percent no data medium escalated",
        "240s spo2_percent no data medium cleared",
    ]


def test_it_says_when_to_look_again() -> None:
    waiting, _ = run(Sample(second(0), {"nibp_sys_mmhg": 172}))
    talking, _ = run(*both(0, (97, 70)))

    assert due_at(begin()) is None
    assert due_at(waiting) == second(120)
    assert due_at(talking) == second(16)


def test_an_acknowledged_alarm_is_told_once_and_asks_anew_when_it_escalates() -> None:
    noted = Acknowledged(second(17), SPO2)

    _, told = run(*every_second(SPO2, 0, *[90] * 17), noted, noted, *every_second(SPO2, 18, *[86] * 7), noted)

    assert said(told) == [
        "15s spo2_percent medium raised",
        "17s spo2_percent medium acknowledged",
        "23s spo2_percent high escalated",
        "17s spo2_percent high acknowledged",
    ]


def test_a_probe_off_is_acknowledged_under_its_parameter() -> None:
    _, told = run(*both(0, *[(None, 70)] * 17), Acknowledged(second(17), SPO2), Acknowledged(second(18), "hr_per_min"))

    assert said(told)[1:] == ["17s spo2_percent no signal low acknowledged"]
