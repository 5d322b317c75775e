from collections.abc import Iterator

from ebb.clinic.opening.dialogue import converse
from ebb.clinic.opening.gathering import wishes_from

TYPED = [
    "", "Harbour clinic", "2 Quay", "112", "1=BED-1", "2", "", "nora, Nora Nurse, nurse, registered nurse", "",
    "K123,50,10,20", "nora", "pia", "", "b", "",
]  # fmt: skip


def test_the_answers_are_the_options():
    typed: Iterator[str] = iter(TYPED)
    told: list[str] = []

    answers = converse(lambda question: next(typed), told.append)
    wishes = wishes_from({"staff": None, "consent": None} | answers)

    assert (wishes.site, wishes.programme, wishes.practice) == ("Harbour clinic", "B", True)
    assert [chair.bed for chair in wishes.chairs] == ["BED-1", ""]
    assert wishes.people[0].username == "nora"
    assert wishes.vials.vials == 20
    assert "registered nurse" in told[0]
    assert list(typed) == []


def test_a_clinic_may_begin_without_vials_and_practice():
    typed = iter(["Harbour clinic", "", "", "", "", "", "", "", "n"])

    wishes = wishes_from({"staff": None, "consent": None} | converse(lambda question: next(typed), lambda text: None))

    assert (wishes.vials, wishes.practice, wishes.programme) == (None, False, "A")
