"""What the page at the chair and a refused increase ask of the database."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.pathway import visit_facts
from ebb.pathway.findings import Refused


@pytest.mark.parametrize(
    ("make", "most"),
    [
        (journey.expected, 16),
        (journey.arrived, 18),
        (journey.ready_to_start, 18),
        (journey.running, 16),
        (journey.stopped, 16),
    ],
    ids=lambda make: getattr(make, "__name__", make),
)
def test_the_page_at_the_chair_asks_few_queries(
    make: Callable, most: int, cast: SimpleNamespace, at: datetime, client_of: Callable[..., Client],
    django_assert_max_num_queries: Callable,
) -> None:  # fmt: skip
    infusion, nurse = make(cast, at), client_of(cast.nurse)
    page = reverse("infusion", args=[infusion.pk])
    nurse.get(page)

    with django_assert_max_num_queries(most):
        nurse.get(page)


def test_refusing_an_increase_asks_few_queries(
    cast: SimpleNamespace, at: datetime, django_assert_max_num_queries: Callable
) -> None:
    infusion = journey.running(cast, at)

    with django_assert_max_num_queries(12), pytest.raises(Refused):
        actions.change_rate(infusion, rate_ml_per_h=Decimal(80), by=cast.nurse.pk, at=journey.after(at, 10))


def test_a_page_filters_what_stands_once(
    cast: SimpleNamespace, at: datetime, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    infusion, nurse, filtered = journey.running(cast, at), client_of(cast.nurse), []
    filter_once = visit_facts.VisitFacts.of.__func__
    of = classmethod(lambda cls, written: filtered.append(1) or filter_once(cls, written))
    monkeypatch.setattr(visit_facts.VisitFacts, "of", of)

    nurse.get(reverse("infusion", args=[infusion.pk]))

    assert len(filtered) == 1
