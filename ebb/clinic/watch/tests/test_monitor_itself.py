"""What is wrong with a chair's monitor as a whole is an alarm of its own."""

from ebb.clinic.vitals.models import AlarmChange


def told() -> list[tuple[str, str, str]]:
    return list(AlarmChange.objects.order_by("id").values_list("cause", "state", "priority"))


def test_a_monitor_that_names_another_patient_is_said_at_once(ward):
    ward.watching(0, 5, spo2_percent=97)
    ward.send(6, kind="other", not_present="other patient", spo2_percent=60)
    ward.watching(6, 8, spo2_percent=97)

    assert told() == [("other person", "raised", "medium")]
    alarm = AlarmChange.objects.get()
    assert (alarm.kind, alarm.text) == (
        "technical", "The monitor of chair 1 names another patient; its numbers are not shown"
    )  # fmt: skip


def test_it_ends_by_itself_and_survives_a_restart(ward):
    ward.send(0, kind="other", not_present="other patient")
    ward.watching(1, 3, spo2_percent=97)
    ward.restart(4)
    ward.watching(4, 17, spo2_percent=97)
    before = told()
    ward.watching(18, 20, spo2_percent=97)

    assert before == [("other person", "raised", "medium")]
    assert told()[1:] == [("other person", "cleared", "medium")]


def test_two_monitors_on_one_chair_are_said_and_the_worse_number_alarms(ward):
    for second in range(12):
        ward.send(second, spo2_percent=82, set_aside="")
        ward.send(second + 0.4, spo2_percent=97, set_aside="spo2_percent")
        ward.watch.turn(ward.at(second + 0.5))

    raised = AlarmChange.objects.filter(state="raised").order_by("id")
    assert [(row.parameter, row.priority) for row in raised] == [("monitor", "medium"), ("spo2_percent", "high")]
    assert raised[0].text == "Two monitors claim chair 1; the worse number of both is shown"


def test_old_numbers_raise_no_alarm(ward):
    ward.watching(0, 3, spo2_percent=97)
    for second in range(4, 20):
        ward.send(second, spo2_percent=60, not_present="late", placed_at=ward.at(-3600))
        ward.send(second, spo2_percent=97)
        ward.watch.turn(ward.at(second + 0.1))

    assert told() == []
