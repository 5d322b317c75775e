"""A recording is played as a monitor would send it."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ebb.clinic.gateway.management.commands.replay import UNBOUND, bed_for_recording
from ebb.clinic.gateway.tests.seating import seat
from ebb.clinic.people.models import Patient
from ebb.clinic.vitals.models import Message
from ebb.clinic.vitals.tests.process import running
from ebb.clinic.vitals.tests.rows import message

pytestmark = pytest.mark.django_db(transaction=True)

RECORDING = """time_s,hr,sbp,dbp,map,spo2,rr,pulse,nbp_sys,nbp_dia,nbp_mean
0,72.5,,,,97,14,72,120,80,93
60,off,,,,0.0,0,,,,
120,74,,,,96,,,,,
"""


@pytest.fixture
def recording(tmp_path):
    file = tmp_path / "night.csv"
    file.write_text(RECORDING)
    return str(file)


@pytest.mark.parametrize("dialect", ["mdc", "mdil"])
def test_every_row_is_sent_acknowledged_and_stored(cast, recording, capsys, dialect):
    with running() as process:
        call_command("replay", recording, bed="CHAIR1", port=process.port, speed=0.0, dialect=dialect)

    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"sent": 3, "acknowledged": 3}
    rows = list(Message.objects.order_by("id"))
    assert [row.hr_per_min for row in rows] == [72.5, None, 74]
    assert [row.spo2_percent for row in rows] == [97, None, 96]
    assert [row.rr_per_min for row in rows] == [14, 0, None]
    assert [row.probe_off for row in rows] == ["", "hr_per_min spo2_percent", ""]
    assert [row.unmapped for row in rows] == [None] * 3
    assert {row.chair_id for row in rows} == {cast.chair.pk}


def test_it_takes_the_first_occupied_chair_without_a_monitor_and_plugs_it_in(cast, at, recording):
    practising(cast, at, cast.plain_chair)

    with running() as process:
        call_command("replay", recording, port=process.port, speed=0.0)

    cast.plain_chair.refresh_from_db()
    assert cast.plain_chair.bed.startswith("REPLAY-2-")
    assert Message.objects.filter(chair=cast.plain_chair, file=cast.patient.pk).count() == 3


def test_a_chair_whose_monitor_fell_silent_will_do(cast, at):
    practising(cast, at, cast.chair)

    assert bed_for_recording(at=timezone.now()) == "CHAIR1"


def test_a_chair_with_a_speaking_monitor_will_not(cast, at):
    practising(cast, at, cast.chair)
    now = timezone.now()
    message(now, cast.chair, cast.patient.pk)

    assert bed_for_recording(at=now) == UNBOUND


def test_no_real_patient_is_given_somebody_elses_numbers(cast, at):
    practising(cast, at, cast.plain_chair, practice=False)

    assert bed_for_recording(at=timezone.now()) == UNBOUND


@pytest.mark.parametrize(
    ("options", "said"),
    [({"speed": -1.0}, "--speed is -1"), ({"file": "nowhere.csv"}, "nowhere.csv: No such file"), ({}, "line 1")],
)
def test_a_wrong_call_is_one_line_and_two(tmp_path, options, said):
    empty = tmp_path / "empty.csv"
    empty.write_text("")

    with pytest.raises(CommandError, match=said) as refusal:
        call_command("replay", options.pop("file", str(empty)), bed="CHAIR1", **options)

    assert refusal.value.returncode == 2


def test_nobody_listening_is_a_sentence_and_one(recording):
    with pytest.raises(CommandError, match=r"no gateway answers at 127\.0\.0\.1:1") as refusal:
        call_command("replay", recording, bed="CHAIR1", port=1)

    assert refusal.value.returncode == 1


def practising(cast, at, chair, *, practice=True):
    infusion = seat(cast, at)
    infusion.chair = chair
    infusion.save()
    Patient.objects.filter(pk=cast.patient.pk).update(practice=practice)
