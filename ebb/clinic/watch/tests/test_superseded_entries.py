"""A mistyped value is taken back: its alarm ends with that reason, and what stood before counts again."""

from datetime import timedelta
from decimal import Decimal

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event
from ebb.clinic.infusion.tests import journey
from ebb.clinic.record.verify import verify
from ebb.clinic.vitals.models import AlarmChange
from ebb.clinic.vitals.tests.rows import message
from ebb.clinic.watch.watch import Watch


@pytest.fixture
def typing(cast, at):
    """A chair whose values are typed, and a watch that looks on."""
    infusion = journey.running(cast, at, chair=cast.plain_chair)
    return Typing(infusion, cast.nurse.pk, at)


class Typing:
    def __init__(self, infusion, nurse, began) -> None:
        self.infusion, self.nurse, self.began = infusion, nurse, began
        self.watch = Watch(began)

    def at(self, minutes: float):
        return self.began + timedelta(minutes=minutes)

    def chart(self, minutes: float, **numbers: float) -> Event:
        typed = {column: Decimal(str(value)) for column, value in numbers.items()}
        event = actions.chart_vitals(self.infusion, **typed, by=self.nurse, at=self.at(minutes))
        self.watch.turn(self.at(minutes))
        return event

    def take_back(self, minutes: float, event: Event) -> None:
        actions.supersede(self.infusion, event=event, reason="97 meant", by=self.nurse, at=self.at(minutes))
        self.watch.turn(self.at(minutes))

    def steps(self) -> list[tuple[str, str]]:
        """Every step but that nobody answered it."""
        changes = AlarmChange.objects.exclude(state="passed on").order_by("id")
        return [(change.state, change.text) for change in changes]


def test_the_alarm_of_a_mistyped_value_ends_with_the_reason(typing):
    typed = typing.chart(5, spo2_percent=79)

    typing.take_back(6, typed)

    assert typing.steps() == [("raised", "SpO2 79 %, low"), ("cleared", "SpO2 79 %, taken back as a mistake")]
    assert AlarmChange.objects.last().happened_at == typing.at(6)
    assert verify().faults == []


def test_what_was_charted_before_it_counts_again(typing):
    typing.chart(3, spo2_percent=88)
    typed = typing.chart(5, spo2_percent=79)

    typing.take_back(6, typed)

    assert typing.steps()[-2:] == [
        ("cleared", "SpO2 79 %, taken back as a mistake"),
        ("raised", "SpO2 88 %, low"),
    ]


def test_a_value_that_a_later_one_has_overtaken_changes_nothing(typing):
    typed = typing.chart(3, spo2_percent=88)
    typing.chart(5, spo2_percent=79)
    before = typing.steps()

    typing.take_back(6, typed)

    assert typing.steps() == before


def test_a_mistyped_pressure_is_no_longer_to_be_repeated(typing):
    typed = typing.chart(5, nibp_sys_mmhg=238, nibp_dia_mmhg=78)

    typing.take_back(5.5, typed)
    typing.watch.turn(typing.at(10))

    states = [state for state, _ in typing.steps()]
    assert states.count("raised") == states.count("cleared") > 0
    assert all("taken back" in text for state, text in typing.steps() if state == "cleared")


def test_a_score_taken_back_ends_its_alarm_too(typing):
    scored = actions.score(typing.infusion, scale="sedation", value=4, by=typing.nurse, at=typing.at(5))
    typing.watch.turn(typing.at(5))

    typing.take_back(6, scored)

    assert [state for state, _ in typing.steps()] == ["raised", "cleared"]


@pytest.mark.parametrize("died_at", [5.1, 15])
def test_it_ends_although_the_watch_died_before(typing, died_at):
    typed = typing.chart(5, spo2_percent=79)
    typing.watch = Watch(typing.at(died_at))

    typing.take_back(16, typed)

    assert [state for state, _ in typing.steps()] == ["raised", "cleared"]


@pytest.mark.parametrize("restarted_at", [7, 20])
def test_it_ends_when_nobody_watched_while_it_was_taken_back(typing, restarted_at):
    typed = typing.chart(5, spo2_percent=79)
    actions.supersede(typing.infusion, event=typed, reason="97 meant", by=typing.nurse, at=typing.at(6))

    typing.watch = Watch(typing.at(restarted_at))
    typing.watch.turn(typing.at(restarted_at))
    typing.watch = Watch(typing.at(restarted_at + 1))
    typing.watch.turn(typing.at(restarted_at + 1))

    assert [state for state, _ in typing.steps()] == ["raised", "cleared"]


def test_what_the_monitor_says_is_not_ended_by_a_typing_slip(cast, at):
    typing = Typing(journey.running(cast, at), cast.nurse.pk, at)
    typed = typing.chart(1, spo2_percent=79)
    for second in range(61, 90):
        message(typing.at(second / 60), cast.chair, cast.patient.pk, spo2_percent=86)
        typing.watch.turn(typing.at(second / 60))

    typing.take_back(1.5, typed)

    assert [step for step in typing.steps() if step[1].startswith("SpO2 79")] == [("raised", "SpO2 79 %, low")]
    assert "cleared" not in [state for state, text in typing.steps() if text.startswith("SpO2")]


def test_what_was_a_mistake_goes_on_to_nobody(typing):
    typed = typing.chart(5, spo2_percent=79)
    typing.take_back(5.5, typed)

    typing.watch.turn(typing.at(10))

    assert not AlarmChange.objects.filter(state="passed on").exists()
