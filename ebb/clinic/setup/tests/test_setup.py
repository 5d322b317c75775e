from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from ebb.clinic.controlled_drugs.models import LedgerLine
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.lib.models import Installation
from ebb.clinic.library.models import ConsentText
from ebb.clinic.people.models import Chair, Credential, Patient, Site, User
from ebb.clinic.record.models import Entry
from ebb.clinic.record.verify import verify

NORA = "nora, Nora Nurse, nurse, registered nurse; ACLS until 2099-06-30"
PIA = "pia, Pia Physician, prescriber, physician; ACLS until 2099-06-30"
GOOD = "number,given_name,family_name,born_on\n10001,Anna,Example,1960-02-01\n"
WHOLE = {
    "name": "Harbour clinic", "emergency_phone": "112", "chair": ["1=BED-1", "2"], "person": [NORA, PIA],
    "vials": "K123,50,10,20", "counted_by": "nora", "witness": "pia", "practice": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def without_migrating(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's database is up to date already."""
    monkeypatch.setattr("ebb.clinic.setup.management.commands.setup.call_command", lambda *a, **k: None)


@pytest.fixture
def patients(tmp_path: Path) -> Path:
    file = tmp_path / "patients.csv"
    file.write_text(GOOD, encoding="utf-8")
    return file


def counts() -> list[int]:
    kinds = (Site, Chair, User, Patient, LedgerLine, Infusion, Installation)
    entries = Entry.objects.exclude(verb="versions begun")
    return [*(kind.objects.count() for kind in kinds), entries.count()]


def test_it_opens_a_clinic(patients: Path, capsys: pytest.CaptureFixture):
    call_command("setup", **WHOLE, patients=str(patients))

    nora = User.objects.get(username="nora")
    told = capsys.readouterr().out
    assert dict(Chair.objects.values_list("name", "bed")) == {"1": "BED-1", "2": ""}
    assert set(nora.memberships.values_list("role", flat=True)) == {"nurse"}
    assert set(nora.credentials.values_list("kind", flat=True)) == {"registered nurse", "ACLS"}
    assert Patient.objects.get(number="10001").practice is False
    assert LedgerLine.objects.get().vials == 20
    assert Installation.objects.get().made_by_demo is False
    assert "Counted 20 vials" in told


def test_the_printed_password_opens_the_door(capsys: pytest.CaptureFixture, client):
    call_command("setup", **WHOLE)

    password = capsys.readouterr().out.split("username nora, password ")[1].split(",")[0]
    assert User.objects.get(username="nora").check_password(password)


def test_three_invented_patients_wait_with_their_orders():
    call_command("setup", **WHOLE)

    assert Patient.objects.filter(practice=True).count() == 3
    assert Infusion.objects.ahead().filter(order__programme="A").count() == 3
    assert verify().faults == []


def test_a_second_time_it_leaves_what_stands(patients: Path, capsys: pytest.CaptureFixture):
    call_command("setup", **WHOLE, patients=str(patients))
    before = counts()
    capsys.readouterr()

    call_command("setup", **WHOLE, patients=str(patients))

    assert counts() == before
    assert "Harbour clinic stands already." in capsys.readouterr().out


def test_a_second_time_it_adds_what_is_new():
    call_command("setup", **WHOLE)

    call_command("setup", name="Harbour clinic", chair=["3=BED-3"], person=["sam, Sam Second, nurse"])

    assert Chair.objects.count() == 3
    assert User.objects.count() == 3


def test_one_bad_line_of_patients_and_nothing_is_written(patients: Path):
    patients.write_text(GOOD + "10002,Bert,Example,soon\n")

    with pytest.raises(CommandError, match=r"patients.csv, line 3: born_on 'soon' is no day"):
        call_command("setup", **WHOLE, patients=str(patients))

    assert counts() == [0] * 8


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"witness": "nora"}, "one name twice"),
        ({"witness": "nobody"}, "nobody here is called 'nobody'"),
        ({"vials": "K123,500,10,20"}, "500 mg/mL is no strength"),
        ({"person": [NORA], "vials": None}, "need a prescriber"),
        ({"patients": "/nowhere.csv"}, "No such file"),
        ({"consent": __file__ + "x"}, "No such file"),
        ({"programme": "C"}, "choose A or B"),
        ({"name": "x" * 81}, "name: write 80 letters at most"),
        ({"chair": ["1=BED-1", "2=BED-1"]}, "Bed BED-1 belongs to chair 1 already"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(changed: dict, said: str):
    with pytest.raises(CommandError, match=said):
        call_command("setup", **(WHOLE | changed))

    assert counts() == [0] * 8


def test_a_file_that_is_no_table_is_told_and_nothing_is_written(patients: Path):
    patients.write_text(GOOD + "10002," + "A" * 200_000 + ",Example,1960-02-01\n", encoding="utf-8")

    with pytest.raises(CommandError, match="field larger than field limit"):
        call_command("setup", patients=str(patients), **WHOLE)

    assert counts() == [0] * 8


def test_a_number_of_another_patient_is_refused(patients: Path):
    call_command("setup", name="Harbour clinic", patients=str(patients))
    patients.write_text(GOOD.replace("Example", "Other"))

    with pytest.raises(CommandError, match="Number 10001 is Anna Example's file"):
        call_command("setup", name="Harbour clinic", patients=str(patients))

    assert not Credential.objects.exists()


def test_a_demonstration_is_refused():
    Installation.objects.create(pk=1, made_by_demo=True, made_at=timezone.now())

    with pytest.raises(CommandError, match="demonstration"):
        call_command("setup", **WHOLE)

    assert not Site.objects.exists()


def test_without_a_keyboard_it_needs_a_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)

    with pytest.raises(CommandError) as refused:
        call_command("setup")

    assert refused.value.returncode == 2


def test_a_text_of_ones_own_is_what_patients_sign(tmp_path: Path):
    file = tmp_path / "consent.txt"
    file.write_text("Before your infusions\n\nYou can stop at any time.\n")
    call_command("setup", name="Harbour clinic")

    call_command("setup", name="Harbour clinic", consent=str(file))
    call_command("setup", name="Harbour clinic", consent=str(file))

    assert ConsentText.objects.current().version == 2
    assert ConsentText.objects.current().body == "You can stop at any time."


def test_the_time_zone_is_set_once_and_a_missing_one_is_named(capsys: pytest.CaptureFixture):
    call_command("setup", name="Harbour clinic", time_zone=None)
    assert f"goes by {settings.TIME_ZONE}" in capsys.readouterr().out

    call_command("setup", name="Harbour clinic", time_zone="America/Chicago")
    call_command("setup", name="Harbour clinic", time_zone="Europe/Berlin")

    assert Site.objects.get().time_zone == "America/Chicago"


def test_an_unknown_time_zone_is_told(capsys: pytest.CaptureFixture):
    with pytest.raises(CommandError, match="time zone 'Chicago': write its name, such as America/Chicago"):
        call_command("setup", name="Harbour clinic", time_zone="Chicago")

    assert not Site.objects.exists()
