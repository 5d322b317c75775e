from datetime import datetime, timedelta

import pytest

from ebb.clinic.demo.make import NotOurs, make_ready
from ebb.clinic.demo.people import PASSWORD, STAFF
from ebb.clinic.demo.tests.proof import verified
from ebb.clinic.enquiry.models import Enquiry
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.visit import load
from ebb.clinic.lib.models import Installation
from ebb.clinic.people.actions import open_site
from ebb.clinic.people.models import SYSTEM, Patient, Site, User
from ebb.clinic.record.models import Entry
from ebb.clinic.visit.cards import cards
from ebb.clinic.vitals.models import Message
from ebb.pathway.amounts import given
from ebb.pathway.steps import State


def in_chairs() -> dict[str, str]:
    return dict(Infusion.objects.seated().values_list("chair__name", "state"))


def test_it_shows_a_day_in_progress(made: datetime):
    waiting = Infusion.objects.ahead().order_by("expected_at")

    assert in_chairs() == {
        "1": "running", "2": "running", "3": "paused", "4": "recovering", "5": "checked in", "6": "prepared",
    }  # fmt: skip
    assert waiting.count() == 3
    assert waiting[0].expected_at < made < waiting[1].expected_at
    assert Enquiry.objects.open().count() == 1


def test_the_record_proves_itself(made: datetime):
    report = verified(made)

    assert report.faults == []
    assert report.facts > 1000


def test_everyone_can_sign_in_and_open_a_tablet(made: datetime):
    assert {user.username for user in User.objects.all()} == {person.username for person in STAFF}
    assert all(user.check_password(PASSWORD) for user in User.objects.all())
    assert User.objects.filter(pin__isnull=True).count() == 0


def test_every_patient_is_for_practice(made: datetime):
    assert Patient.objects.count() == 9
    assert not Patient.objects.filter(practice=False).exists()


def test_the_pump_gave_what_the_clock_says(made: datetime):
    running = load(Infusion.objects.get(chair__name="1"))

    assert running.state is State.RUNNING
    assert float(given(running.facts, made).total_mg) == pytest.approx(37.0 * 16 / 40, abs=0.01)


def test_the_monitors_were_heard_before_it_was_opened(made: datetime):
    at_three = Message.objects.filter(bed="MAIN-3").vitals()

    assert set(Message.objects.values_list("bed", flat=True)) == {"MAIN-1", "MAIN-2", "MAIN-3", "MAIN-4", "MAIN-5"}
    assert max(one.nibp_sys_mmhg for one in at_three.exclude(nibp_sys_mmhg=None)) >= 175
    assert not Message.objects.exclude(unmapped=None).exists()
    assert all(one.answer == "AA" for one in Message.objects.all())


def test_the_chairs_that_have_a_monitor_use_it(made: datetime):
    board = {card.chair.name: card for card in cards(Site.objects.get(), made) if card.infusion}

    assert {name for name, card in board.items() if card.connected} == {"1", "2", "3", "4", "5"}


def test_a_second_start_the_same_hour_adds_nothing(made: datetime):
    before = Entry.objects.count(), Message.objects.count()

    make_ready(now=made + timedelta(minutes=20))

    assert (Entry.objects.count(), Message.objects.count()) == before


def test_a_database_of_ones_own_is_refused(db: None, at: datetime):
    open_site(name="Ours", address="", emergency_phone="", by=SYSTEM, at=at)

    with pytest.raises(NotOurs):
        make_ready(now=at)

    assert list(Site.objects.values_list("name", flat=True)) == ["Ours"]
    assert not Installation.objects.exists()


def test_a_clinic_just_set_up_is_refused(db: None, at: datetime):
    Installation.objects.create(pk=1, made_by_demo=False, made_at=at)

    with pytest.raises(NotOurs):
        make_ready(now=at)
