"""A positive test at the chair stands in the file, at this visit and the next, until a newer one is negative."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from ebb.clinic.assessment.candidacy import candidacy_of
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.start import open_at_start
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.infusion.visit import load

DAY_MIN = 24 * 60


def found(infusion: Infusion, at: datetime) -> list[str]:
    """How often E05 stands against a start: each reason is said once."""
    return [finding.text for finding in open_at_start(load(infusion), at) if finding.id == "E05"]


@pytest.fixture
def next_visit(cast: SimpleNamespace, at: datetime) -> Infusion:
    """The day after a visit that a positive test ended before the start."""
    infusion = journey.ready_to_start(cast, at)
    actions.record_pregnancy_test(infusion, result="positive", by=cast.nurse.pk, at=at)
    assert found(infusion, at) == ["The pregnancy test is positive."]
    actions.cancel(infusion, reason="test positive", by=cast.nurse.pk, at=after(at, 1))
    return journey.arrived(cast, after(at, DAY_MIN))


def test_it_stands_at_the_next_visit_and_in_the_assessment(
    cast: SimpleNamespace, at: datetime, next_visit: Infusion
) -> None:
    assert found(next_visit, after(at, DAY_MIN)) == ["The pregnancy test is positive."]
    assert "E05" in {one.id for one in candidacy_of(cast.patient, after(at, DAY_MIN)).open if one.state == "present"}


def test_neither_a_refusal_nor_not_applicable_clears_it(
    cast: SimpleNamespace, at: datetime, next_visit: Infusion
) -> None:
    by = {"by": cast.nurse.pk, "at": after(at, DAY_MIN)}
    actions.record_pregnancy_test(next_visit, result="not_applicable", reason="says so", **by)
    actions.record_pregnancy_test(next_visit, result="refused", **by)

    assert found(next_visit, after(at, DAY_MIN)) == ["The pregnancy test is positive."]


def test_a_newer_test_clears_it_and_a_mistaken_one_does_not(
    cast: SimpleNamespace, at: datetime, next_visit: Infusion
) -> None:
    by = {"by": cast.nurse.pk, "at": after(at, DAY_MIN)}

    negative = actions.record_pregnancy_test(next_visit, result="negative", **by)
    assert found(next_visit, after(at, DAY_MIN)) == []
    actions.supersede(next_visit, event=negative, reason="the wrong patient's strip", **by)
    assert found(next_visit, after(at, DAY_MIN)) == ["The pregnancy test is positive."]
