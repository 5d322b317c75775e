from datetime import date
from decimal import Decimal

import pytest

from ebb.clinic.setup import reading
from ebb.clinic.setup.reading import InvalidSetup, NewChair

TODAY = date(2026, 11, 24)
HEADINGS = "number,given_name,family_name,born_on,sex,phone,email\n"
ANNA = "10001,Anna,Example,1960-02-01,female,555 0102,anna@example.org\n"


def problems(*lines: str) -> list[str]:
    with pytest.raises(InvalidSetup) as refused:
        reading.patients([HEADINGS, *lines], today=TODAY)
    return refused.value.problems


def test_a_good_file_is_read():
    [anna, bert] = reading.patients([HEADINGS, ANNA, "\n", "10002, Bert, Example, 1971-03-02,,,\n"], today=TODAY)

    assert (anna.number, anna.born_on, anna.email) == ("10001", date(1960, 2, 1), "anna@example.org")
    assert (bert.family_name, bert.sex) == ("Example", "unknown")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("10002,Bert,Example,1960-13-01,male,,\n", "line 3: born_on '1960-13-01' is no day"),
        ("10002,,Example,1960-02-01,male,,\n", "line 3: given_name left empty"),
        ("10002,Bert,Example,2015-02-01,male,,\n", "line 3: born_on 2015-02-01 makes 11 years"),
        ("10002,Bert,Example,1860-02-01,male,,\n", "line 3: born_on 1860-02-01 makes 166 years"),
        ("10002,Bert,Example,1960-02-01,boy,,\n", "line 3: sex 'boy'"),
        ("10002,Bert,Example,1960-02-01,male,,bert\n", "line 3: email 'bert' is no address"),
        ("10002,Bert,Example\n", "line 3: 3 cells under 7 headings"),
        ("1" * 21 + ",Bert,Example,1960-02-01,male,,\n", "line 3: number '111111111111111111111': write 1 to 20"),
    ],
)
def test_a_bad_line_is_named_with_its_number(line: str, said: str):
    [problem] = problems(ANNA, line)

    assert problem.startswith(said)


def test_every_bad_line_is_told_at_once():
    assert len(problems(ANNA, "10002,,,,,,\n", "10003,Bert,Example,soon,,,\n")) == 2


def test_a_number_given_twice_is_told_for_both():
    assert [problem[:7] for problem in problems(ANNA, ANNA)] == ["line 2:", "line 3:"]


@pytest.mark.parametrize("headings", ["", "number,name\n", "number,given_name,family_name\n"])
def test_wrong_headings_are_told_with_the_right_ones(headings: str):
    with pytest.raises(InvalidSetup, match="right is number,given_name"):
        reading.patients([headings, ANNA], today=TODAY)


def test_a_person_is_read_with_credentials():
    nora = reading.person("nora, Nora Nurse, nurse; custodian, Registered nurse; ACLS until 2027-06-30")

    assert nora.roles == ("nurse", "custodian")
    assert nora.credentials == {"registered nurse": None, "ACLS": date(2027, 6, 30)}


@pytest.mark.parametrize(
    "text",
    ["nora", "nora, Nora Nurse, boss", "nora, Nora Nurse, patient", "no ra, Nora, nurse", "nora, Nora, nurse, MD",
     "nora, Nora, nurse, ACLS until June", "nora, Nora, "],
)  # fmt: skip
def test_a_person_that_cannot_be_is_refused(text: str):
    with pytest.raises(reading.UnreadableEntry):
        reading.person(text)


def test_chairs_with_and_without_a_monitor():
    assert reading.chair("2") == NewChair("2")
    assert reading.chair(" 1 = BED-1 ") == NewChair("1", "BED-1")


def test_vials():
    counted = reading.vials("K123, 50, 10, 20", counted_by="nora", witness="pia")

    assert (counted.strength_mg_per_ml, counted.volume_ml, counted.vials) == (Decimal(50), Decimal(10), 20)


@pytest.mark.parametrize("text", ["K123", "K123,50,10", "K123,fifty,10,20", "K123,50,10,2.5"])
def test_vials_that_cannot_be_read(text: str):
    with pytest.raises(reading.UnreadableEntry, match="such as K123,50,10,20"):
        reading.vials(text, counted_by="nora", witness="pia")
