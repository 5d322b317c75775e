"""Two monitors on one bed, and numbers that are not of now: stored with the reason, and never taken for present."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from ebb.clinic.gateway.incoming import Incoming
from ebb.clinic.gateway.present import Present, clocks_before
from ebb.clinic.gateway.tests.monitor import TAKEN, conversation, vitals
from ebb.clinic.gateway.tests.seating import seat
from ebb.clinic.vitals.models import Message

LEFT, RIGHT = SimpleNamespace(number=1), SimpleNamespace(number=2)


def spoken(present: Present, at, second: float, by: SimpleNamespace, *, peer: str = "10.0.0.1", **values: float):
    now = at + timedelta(seconds=second)
    item = Incoming(now, peer, "", "", kind="vitals", bed="CHAIR1", taken_at=now, values=values, connection=by)
    present.mark(item)
    return item


def test_two_monitors_on_one_bed_are_noticed_as_soon_as_one_speaks_again(at):
    present = Present()
    good, bad = {"spo2_percent": 97.0, "hr_per_min": 70.0}, {"spo2_percent": 82.0, "hr_per_min": 150.0}

    asides = [spoken(present, at, n / 2, (LEFT, RIGHT)[n % 2], **(bad, good)[n % 2]).set_aside for n in range(6)]

    assert asides == [None, None, "", "hr_per_min spo2_percent", "", "hr_per_min spo2_percent"]


def test_the_worse_of_each_number_is_shown(at):
    present = Present()
    for second in (0, 1):
        one = spoken(present, at, second, LEFT, spo2_percent=99.0, hr_per_min=38.0)
        other = spoken(present, at, second + 0.5, RIGHT, spo2_percent=88.0, hr_per_min=90.0)

    assert (one.set_aside, other.set_aside) == ("spo2_percent", "hr_per_min")
    assert "two monitors speak for this bed" in other.reason


def test_a_cuff_reading_is_set_aside_as_a_whole(at):
    present = Present()
    for second in (0, 1):
        spoken(present, at, second, LEFT, nibp_sys_mmhg=190.0, nibp_dia_mmhg=80.0)
        other = spoken(present, at, second + 0.5, RIGHT, nibp_sys_mmhg=120.0, nibp_dia_mmhg=110.0)

    assert other.set_aside == "nibp_dia_mmhg nibp_sys_mmhg"


def test_a_monitor_that_comes_back_on_a_new_line_is_one(at):
    present = Present()
    for second in range(3):
        spoken(present, at, second, LEFT, hr_per_min=70.0)

    assert [spoken(present, at, second, RIGHT, hr_per_min=72.0).set_aside for second in range(3, 8)] == [None] * 5


def test_two_addresses_are_two_monitors_also_with_a_line_for_each_message(at):
    present = Present()
    lines = (SimpleNamespace(number=number) for number in range(10, 20))

    asides = [
        spoken(present, at, n, next(lines), peer=f"10.0.0.{n % 2}", hr_per_min=70.0 + n).set_aside for n in range(4)
    ]

    assert asides[:2] == [None, None]
    assert None not in asides[2:]


@pytest.mark.parametrize(("silent_s", "alone"), [(10, False), (10.5, True)])
def test_it_is_over_when_the_other_fell_silent(at, silent_s, alone):
    present = Present()
    for second in (0, 1):
        spoken(present, at, second, LEFT, hr_per_min=70.0)
        spoken(present, at, second, RIGHT, hr_per_min=90.0)

    assert (spoken(present, at, 1 + silent_s, LEFT, hr_per_min=70.0).set_aside is None) is alone


def test_two_lines_that_share_no_column_are_no_two_monitors(at):
    present = Present()
    for second in range(3):
        spoken(present, at, second, LEFT, hr_per_min=70.0)
        item = spoken(present, at, second, RIGHT, spo2_percent=97.0)

    assert item.set_aside is None


@pytest.mark.django_db(transaction=True)
def test_old_numbers_are_stored_with_both_times_and_a_remark(cast, at):
    seat(cast, at)
    yesterday = TAKEN - timedelta(days=1)
    old = vitals("1").replace(f"{TAKEN:%Y%m%d}".encode(), f"{yesterday:%Y%m%d}".encode())

    (answer,) = conversation(old)

    row = Message.objects.get()
    assert (answer.code, row.not_present, row.hr_per_min) == ("AA", "late", 72)
    assert (row.taken_at, row.placed_at) == (yesterday, yesterday)
    assert row.received_at - row.taken_at >= timedelta(days=1)
    assert "old by the device's clock; not shown as present" in row.reason
    assert not Message.objects.vitals().exists()
    assert not Message.objects.for_alarms().exists()


def test_a_clock_known_to_be_off_is_written_down(at):
    present, now = Present(), at
    for second in range(70):
        now = at + timedelta(seconds=second)
        item = Incoming(
            now, "10.0.0.1", "", "", kind="vitals", bed="CHAIR1", taken_at=now - timedelta(hours=1),
            values={"hr_per_min": 70.0},
        )  # fmt: skip
        present.mark(item)

    assert (item.not_present, item.clock_behind_s) == (None, 3600)


def test_a_restarted_gateway_knows_the_clocks_it_had_learnt(cast, at):
    taken_at = timezone.now() - timedelta(hours=1)
    row = {"kind": Message.Kind.VITALS, "peer": "10.0.0.1", "sender": "M", "bed": "CHAIR1", "taken_at": taken_at}
    Message.objects.create(received_at=timezone.now(), clock_behind_s=3600, control_id="1", answer="AA", **row)
    now = timezone.now() + timedelta(seconds=1)
    item = Incoming(
        now, "10.0.0.1", "", "", sender="M", kind="vitals", bed="CHAIR1", taken_at=now - timedelta(hours=1),
        values={"hr_per_min": 70.0},
    )  # fmt: skip

    fresh, restarted = Present(), Present(clocks_before())
    fresh.mark(item)
    forgotten, item.not_present = item.not_present, None
    restarted.mark(item)

    assert (forgotten, item.not_present) == ("late", None)
