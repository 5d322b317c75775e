"""A patient is looked up by the beginnings of words."""

from datetime import date

import pytest

from ebb.clinic.people.actions import register_patient
from ebb.clinic.people.models import Patient
from ebb.clinic.today.patient_search import patients_found

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(cast, at):
    people = [("P-0001", "Ana", "Verano"), ("P-0002", "Vera", "Anders"), ("P-0003", "Åse", "Über"), ("17", "Bo", "Li")]
    for number, given, family in people:
        register_patient(
            site=cast.site, number=number, given_name=given, family_name=family, born_on=date(1980, 1, 1),
            by=cast.front_desk.pk, at=at,
        )  # fmt: skip
    return Patient.objects.filter(site=cast.site)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ver", ["Ana Verano", "Vera Anders"]),
        ("VER an", ["Ana Verano", "Vera Anders"]),
        ("anders", ["Vera Anders"]),
        ("ana ver", ["Ana Verano"]),
        ("über", ["Åse Über"]),
        ("p-0002", ["Vera Anders"]),
        ("P-0002", ["Vera Anders"]),
        ("17", ["Bo Li"]),
        ("li 17 bo", ["Bo Li"]),
        ("verz", []),
        ("er", []),
        ("  ", []),
        ("%", []),
    ],
)
def test_it_finds_those_whose_words_begin_so(files, typed, names):
    assert [str(one) for one in patients_found(files, typed, 20)] == names


def test_it_gives_no_more_than_asked_for(files):
    assert [str(one) for one in patients_found(files, "ver", 1)] == ["Ana Verano"]


@pytest.mark.parametrize("typed", ["ver", "ver an"])
def test_it_asks_three_queries(files, typed, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        patients_found(files, typed, 20)


def test_a_stranger_finds_nobody(files, cast, client_of):
    page = client_of(cast.stranger).get("/today/patients/?q=ver").content.decode()

    assert "Verano" not in page
