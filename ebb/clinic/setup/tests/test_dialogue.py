from collections.abc import Iterator

from ebb.clinic.setup.clinic_setup import read_options
from ebb.clinic.setup.dialogue import converse

TYPED = [
    "", "Harbour clinic", "2 Quay", "112", "", "UTC-5", "America/Chicago", "1=BED-1", "2", "",
    "nora, Nora Nurse, nurse, registered nurse", "",
    "K123,50,10,20", "nora", "pia", "", "b", "",
]  # fmt: skip


def test_the_answers_are_the_options():
    typed: Iterator[str] = iter(TYPED)
    told: list[str] = []

    answers = converse(lambda question: next(typed), told.append, machine_zone=None)
    setup = read_options({"staff": None, "consent": None} | answers)

    assert (setup.site, setup.programme, setup.practice) == ("Harbour clinic", "B", True)
    assert setup.time_zone == "America/Chicago"
    assert [chair.bed for chair in setup.chairs] == ["BED-1", ""]
    assert setup.people[0].username == "nora"
    assert setup.vials.vials == 20
    assert "registered nurse" in told[0]
    assert list(typed) == []


def test_a_clinic_may_begin_without_vials_and_practice():
    typed = iter(["Harbour clinic", "", "", "", "", "", "", "", "", "n"])

    answers = converse(lambda question: next(typed), lambda text: None, machine_zone="Europe/Berlin")
    setup = read_options({"staff": None, "consent": None} | answers)

    assert (setup.vials, setup.practice, setup.programme) == (None, False, "A")
    assert setup.time_zone == "Europe/Berlin"
