import random

import pytest

from ebb.pathway.alarms import Acknowledged, Sample, begin, resume, step
from ebb.pathway.alarms.inputs import AlarmInput, Transition
from ebb.pathway.tests.monitor import every_second, reading, run, said, second, until

SPO2, SYS = "spo2_percent", "nibp_sys_mmhg"


def test_an_active_alarm_is_neither_told_again_nor_lost() -> None:
    _, before = run(*every_second(SPO2, 0, *[87] * 10))

    _, after = run(*every_second(SPO2, 10, *[87] * 30, *[96] * 11), state=resume(before))

    assert said(before) == ["5s spo2_percent high raised"]
    assert said(after) == ["50s spo2_percent high cleared"]


def test_an_acknowledged_alarm_stays_acknowledged() -> None:
    _, before = run(*every_second(SPO2, 0, *[87] * 10), Acknowledged(second(10), SPO2))

    _, after = run(Acknowledged(second(12), SPO2), state=resume(before))

    assert after == []


def test_a_cuff_reading_still_waits_for_its_repeat() -> None:
    _, before = run(reading(SYS, 0, 182))

    _, alone = run(until(65), state=resume(before))
    _, repeated = run(reading(SYS, 40, 181), state=resume(before))
    _, low = run(until(125), state=resume(run(reading(SYS, 0, 88))[1]))

    assert said(alone)[1:] == ["60s nibp_sys_mmhg high escalated"]
    assert said(repeated)[1:] == ["40s nibp_sys_mmhg high escalated"]
    assert said(low)[1:] == ["60s nibp_sys_mmhg high raised"]


def test_a_question_that_was_answered_is_not_asked_again() -> None:
    _, before = run(reading(SYS, 0, 182), reading(SYS, 60, 130))

    _, after = run(until(300), state=resume(before))

    assert after == []


def test_a_monitor_that_fell_silent_while_nobody_watched_is_noticed() -> None:
    state = resume([], last_seen={SPO2: second(0), "hr_per_min": second(0)})

    _, told = run(until(60), state=state)

    assert said(told) == ["16s spo2_percent no data low raised", "31s spo2_percent no data medium escalated"]


def test_a_lost_signal_goes_on_where_it_was() -> None:
    talking = [Sample(second(at), {SPO2: None, "hr_per_min": 70}) for at in range(60)]
    _, before = run(*talking[:20])

    _, after = run(*talking[20:], state=resume(before))

    assert said(before + after) == [
        "15s spo2_percent no signal low raised",
        "30s spo2_percent no signal medium escalated",
    ]


@pytest.mark.parametrize("seed", range(20))
def test_restarting_at_any_moment_never_raises_an_active_alarm_or_clears_an_idle_one(seed: int) -> None:
    chance = random.Random(seed)
    inputs: list[AlarmInput] = [
        Sample(second(at), {SPO2: chance.choice([86, 89, 93, 97, None]), SYS: chance.choice([88, 130, 155, 185])})
        for block in range(30)
        for at in range(block * 30, block * 30 + chance.randrange(1, 30))
    ]
    state, told = begin(), list[Transition]()

    for given in inputs:
        if chance.random() < 0.05:
            state = resume(told)
        state, more = step(state, given)
        told += more

    active: dict[tuple[str, str, str], str] = {}
    for one in told:
        name = (one.parameter, one.kind, one.cause)
        assert (one.state == "raised") == (name not in active)
        active[name] = one.priority
        if one.state == "cleared":
            del active[name]
    assert [one.at for one in told] == sorted(one.at for one in told)
