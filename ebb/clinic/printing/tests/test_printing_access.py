"""Who may print, and what comes back."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from ebb.clinic.infusion.tests import journey
from ebb.clinic.people.actions import engage
from ebb.clinic.people.models import SYSTEM, Role, User
from ebb.clinic.printing.tests.reading import words
from ebb.clinic.record.models import Entry

ClientOf = Callable[[object], Client]
PAGES = ["record", "emergency-sheet"]


@pytest.fixture
def auditor(cast: SimpleNamespace) -> User:
    return engage(
        site=cast.site, username="aud", name="Aud Auditor", password=None, roles=[Role.AUDITOR], credentials={},
        by=SYSTEM, at=datetime(2026, 1, 5, 8, 0, tzinfo=UTC),
    )  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_the_nurse_gets_a_pdf_that_no_cache_keeps(
    cast: SimpleNamespace, at: datetime, client_of: ClientOf, page: str
) -> None:
    infusion = journey.running(cast, at)

    answer = client_of(cast.nurse).get(reverse(page, args=[infusion.pk]))

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert "Invented" in words(answer.content)
    assert "Invented" not in answer["Content-Disposition"]


@pytest.mark.parametrize("page", PAGES)
def test_the_auditor_may_print_and_it_is_known(
    cast: SimpleNamespace, at: datetime, client_of: ClientOf, page: str, auditor: User
) -> None:
    infusion = journey.running(cast, at)

    answer = client_of(auditor).get(reverse(page, args=[infusion.pk]))

    assert answer.status_code == 200
    assert Entry.objects.filter(chain=cast.patient.pk, actor=auditor.pk, verb__endswith="printed").count() == 1


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["stranger", "front_desk", "administrator"])
def test_others_see_nothing_and_leave_nothing(
    cast: SimpleNamespace, at: datetime, client_of: ClientOf, page: str, who: str
) -> None:
    infusion = journey.running(cast, at)
    before = Entry.objects.count()

    answer = client_of(getattr(cast, who)).get(reverse(page, args=[infusion.pk]))

    assert answer.status_code == 404
    assert Entry.objects.count() == before


def test_nobody_prints_without_signing_in(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)

    assert Client().get(reverse("record", args=[infusion.pk])).status_code == 302


def test_it_prints_on_letter_paper_when_asked(cast: SimpleNamespace, at: datetime, client_of: ClientOf) -> None:
    infusion = journey.running(cast, at)
    page = reverse("record", args=[infusion.pk])

    sizes = [client_of(cast.nurse).get(page, {"paper": paper}).status_code for paper in ("letter", "a4", "napkin")]

    assert sizes == [200, 200, 404]
