from datetime import datetime
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.infusion.visit import load
from ebb.clinic.visit.visit_cache import VisitCache


@pytest.mark.django_db(transaction=True)
def test_a_visit_read_again_is_the_visit_read_afresh(cast: SimpleNamespace, at: datetime) -> None:
    infusion, kept = journey.arrived(cast, at), VisitCache()
    kept.of_all([infusion])
    actions.note(infusion, text="one more", by=cast.nurse.pk, at=after(at, 1))

    with CaptureQueriesContext(connection) as captured:
        [again] = kept.of_all([infusion])

    assert again.facts == load(infusion).facts
    assert len(captured) == 2


@pytest.mark.django_db(transaction=True)
def test_a_visit_in_which_nothing_is_new_costs_one_query(cast: SimpleNamespace, at: datetime) -> None:
    infusion, kept = journey.arrived(cast, at), VisitCache()
    kept.of_all([infusion])

    with CaptureQueriesContext(connection) as captured:
        [again] = kept.of_all([infusion])

    assert again.facts == load(infusion).facts
    assert len(captured) == 1


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_not_kept(cast: SimpleNamespace, at: datetime) -> None:
    infusion, kept = journey.arrived(cast, at), VisitCache()
    kept.of_all([infusion])
    with transaction.atomic():
        actions.note(infusion, text="never was", by=cast.nurse.pk, at=after(at, 1))
        [within] = kept.of_all([infusion])
        transaction.set_rollback(True)

    [after_it] = kept.of_all([infusion])

    assert len(within.facts) == len(after_it.facts) + 1
    assert after_it.facts == load(infusion).facts


def test_nobody_asked_for_costs_nothing(db: None) -> None:
    with CaptureQueriesContext(connection) as captured:
        found = VisitCache().of_all([])

    assert (found, len(captured)) == ([], 0)
