"""An unanswered high alarm goes on to the next people on site, with time and to whom in the record."""

import pytest

from ebb.clinic.people.actions import come_on_site, engage, set_pass_alarms_on
from ebb.clinic.people.models import SYSTEM, Credential, Role
from ebb.clinic.record.models import Entry
from ebb.clinic.vitals.actions import acknowledge_alarm
from ebb.clinic.vitals.models import AlarmChange


@pytest.fixture
def nurse_of_chair(cast, infusion, sit, at):
    """Nora has the chair; Sam and Pia are on site too."""
    sit(infusion, nurse=cast.nurse)
    for person in (cast.nurse, cast.second_nurse, cast.prescriber):
        come_on_site(site=cast.site, person=person, by=person.pk, at=at)


def passed(ward) -> list[tuple[float, set[str]]]:
    found = AlarmChange.objects.filter(state="passed on").order_by("id")
    return [((row.happened_at - ward.began).total_seconds(), set(row.passed_to.split())) for row in found]


@pytest.mark.usefixtures("nurse_of_chair")
def test_it_goes_on_to_the_other_nurses_and_then_to_the_supervisors(ward, cast):
    ward.watching(0, 64, spo2_percent=82)
    assert passed(ward) == []
    ward.watching(65, 124, spo2_percent=82)
    assert [people for _, people in passed(ward)] == [{str(cast.second_nurse.pk)}]
    ward.watching(125, 300, spo2_percent=82)

    assert [people for _, people in passed(ward)] == [{str(cast.second_nurse.pk)}, {str(cast.prescriber.pk)}]
    assert [int(second) for second, _ in passed(ward)] == [65, 125]
    assert Entry.objects.filter(chain=cast.patient.pk, verb="alarm passed on").count() == 2


@pytest.mark.usefixtures("nurse_of_chair")
def test_it_stops_with_a_name(ward, cast):
    ward.watching(0, 70, spo2_percent=82)
    acknowledge_alarm(alarm=AlarmChange.objects.first().alarm, by=cast.second_nurse.pk, at=ward.at(71))

    ward.watching(71, 200, spo2_percent=82)

    assert len(passed(ward)) == 1


@pytest.mark.usefixtures("nurse_of_chair")
def test_what_is_over_and_unanswered_goes_on_too_and_is_not_open_again(ward):
    ward.watching(0, 10, spo2_percent=82)
    ward.watching(11, 70, spo2_percent=97)
    ward.restart(71)
    ward.watching(71, 90, spo2_percent=97)

    high = [state for _, _, state, _, _ in ward.steps()]
    assert high == ["raised", "cleared", "passed on"]


@pytest.mark.usefixtures("nurse_of_chair")
def test_a_medium_alarm_goes_to_nobody(ward):
    ward.watching(0, 200, spo2_percent=91)

    assert passed(ward) == []


@pytest.mark.usefixtures("nurse_of_chair")
def test_over_a_restart_nobody_is_told_twice(ward):
    ward.watching(0, 70, spo2_percent=82)
    ward.restart(71)
    ward.watching(71, 110, spo2_percent=82)

    assert len(passed(ward)) == 1


@pytest.mark.usefixtures("nurse_of_chair")
def test_a_site_sets_its_own_time(ward, cast, at):
    set_pass_alarms_on(site=cast.site, after_s=15, by=cast.administrator.pk, at=at)

    ward.watching(0, 21, spo2_percent=82)

    assert len(passed(ward)) == 1


def test_without_another_nurse_the_supervisors_are_told_at_once(ward, cast, infusion, sit, at):
    sit(infusion, nurse=cast.nurse)
    for person in (cast.nurse, cast.prescriber):
        come_on_site(site=cast.site, person=person, by=person.pk, at=at)

    ward.watching(0, 70, spo2_percent=82)

    assert [people for _, people in passed(ward)] == [{str(cast.prescriber.pk)}]


def test_that_nobody_was_on_site_is_said(ward):
    ward.watching(0, 70, spo2_percent=82)

    assert [people for _, people in passed(ward)] == [set()]


def test_a_front_desk_is_told_nothing(ward, cast, at):
    desk = engage(
        site=cast.site, username="dora", name="Dora", password=None, roles=[Role.FRONT_DESK],
        credentials={Credential.Kind.ACLS: None}, by=SYSTEM, at=at,
    )  # fmt: skip
    come_on_site(site=cast.site, person=desk, by=desk.pk, at=at)

    ward.watching(0, 70, spo2_percent=82)

    assert [people for _, people in passed(ward)] == [set()]
