from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ebb.clinic.conftest import PASSWORD
from ebb.clinic.controlled_drugs import actions
from ebb.clinic.controlled_drugs.models import LedgerLine
from ebb.clinic.people.actions import engage
from ebb.clinic.people.models import Role
from ebb.clinic.record.verify import verify
from ebb.pathway.findings import Refused

pytestmark = pytest.mark.django_db

EVERY_PAGE = 4  # who asks: session, user, roles; and the alarms of the other chairs
VIAL = {"lot": "K123", "strength_mg_per_ml": Decimal(50), "volume_ml": Decimal(10)}


@pytest.fixture
def custodian(cast):
    at = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    told = {"username": "cleo", "name": "Cleo Custodian", "password": PASSWORD, "credentials": {}}
    return engage(site=cast.site, roles=[Role.CUSTODIAN], by=cast.administrator.pk, at=at, **told)


def count(cast, at, by, **changed):
    told = {**VIAL, "vials": 20, "witness": cast.nurse.pk, **changed}
    return actions.count_opening(site=cast.site, by=by.pk, at=at, **told)


def test_two_people_open_the_register(cast, at, custodian):
    line = count(cast, at, custodian)

    assert (line.vial_mg, line.total_mg) == (Decimal(500), Decimal(10_000))
    assert verify().faults == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"strength_mg_per_ml": Decimal(500)}, "no strength on a label"),
        ({"vials": -1}, "-1 vials"),
        ({"volume_ml": Decimal(0)}, "vial of 0 mL"),
        ({"lot": " "}, "lot was left out"),
    ],
)
def test_what_can_not_be_counted_is_refused(cast, at, custodian, changed, words):
    with pytest.raises(Refused, match=words):
        count(cast, at, custodian, **changed)

    assert not LedgerLine.objects.exists()


def test_one_person_is_not_two(cast, at, custodian):
    with pytest.raises(Refused, match="one name twice"):
        count(cast, at, custodian, witness=custodian.pk)


def test_the_database_refuses_one_person_twice(cast, at, custodian):
    people = {"counted_by": custodian, "witness": custodian, "happened_at": at, "written_at": at}

    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerLine.objects.create(site=cast.site, kind=LedgerLine.Kind.OPENING, vials=1, **VIAL, **people)


def test_a_lot_is_opened_once(cast, at, custodian):
    count(cast, at, custodian)

    with pytest.raises(Refused, match="K123 was opened"):
        count(cast, at, custodian)


COUNTED = {"strength_mg_per_ml": "50", "volume_ml": "10", "vials": "20"}


@pytest.fixture
def desk(custodian, client_of, cast):
    """The custodian's page, once the first count is entered."""
    browser = client_of(custodian)
    first = COUNTED | {"lot": "K9", "witness": cast.nurse.pk, "form_key": uuid4()}
    assert browser.post(reverse("cabinet-count"), first).url == reverse("cabinet-second-count")
    return browser


def second(browser, **changed):
    told = COUNTED | {"password": PASSWORD, "form_key": uuid4()} | changed
    return browser.post(reverse("cabinet-second-count"), told)


def test_the_second_count_shows_nothing_of_the_first(desk):
    page = desk.get(reverse("cabinet-second-count")).content.decode()

    assert "lot K9" in page
    assert 'value="20"' not in page
    assert '<option value="" selected>' in page


def test_two_counts_that_agree_are_recorded(desk, cast):
    answer = second(desk, volume_ml="10.00")

    assert answer.url == reverse("cabinet")
    line = LedgerLine.objects.get()
    assert (line.witness, line.vials, line.lot) == (cast.nurse, 20, "K9")


def test_of_two_that_differ_only_the_field_is_said_and_both_count_again(desk):
    page = second(desk, vials="19").content.decode()

    assert "The two counts differ in: full vials." in page
    assert "20" not in page.partition("<main")[2].partition("</main>")[0]
    assert not LedgerLine.objects.exists()
    assert desk.get(reverse("cabinet-second-count")).url == reverse("cabinet-count")


def test_the_witness_gives_their_own_password(desk):
    assert second(desk, password="guess").status_code == 422
    assert not LedgerLine.objects.exists()

    assert second(desk).url == reverse("cabinet")


def test_the_list_takes_one_query_of_its_own(cast, at, custodian, client_of, django_assert_num_queries):
    count(cast, at, custodian)
    count(cast, at, custodian, lot="K124")
    browser = client_of(custodian)
    browser.get(reverse("cabinet"))

    with django_assert_num_queries(EVERY_PAGE + 1):
        page = browser.get(reverse("cabinet")).content.decode()

    assert "K123" in page
    assert "10000 mg" in page


def test_a_stranger_and_a_nurse_see_nothing(cast, at, custodian, client_of):
    count(cast, at, custodian)

    for person in (cast.stranger, cast.nurse):
        assert client_of(person).get(reverse("cabinet")).status_code == 404
        assert client_of(person).get(reverse("cabinet-count")).status_code == 404
