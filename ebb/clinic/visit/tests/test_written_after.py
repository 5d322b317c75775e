"""The record of a visit is completed after its end; the visit itself stays over."""

from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after, before
from ebb.clinic.record.verify import verify
from ebb.clinic.visit.figure import visit_figure
from ebb.clinic.visit.snapshot import snapshot
from ebb.pathway.findings import Refused
from ebb.pathway.steps import State

LATE = {"late_reason": "found when the file was closed"}


def gone(cast: SimpleNamespace, at: datetime) -> Infusion:
    """Left at `at`, ten minutes after the drug ended."""
    infusion = journey.stopped(cast, before(at, 10))
    actions.left_against_advice(infusion, reason="train", by=cast.nurse.pk, at=at)
    return journey.again(infusion)


def test_a_note_written_afterwards_keeps_both_times(cast: SimpleNamespace, at: datetime) -> None:
    infusion = gone(cast, at)
    late = {"happened_at": before(at, 5), **LATE}

    noted = actions.note(infusion, text="felt dizzy", by=cast.nurse.pk, at=after(at, 120), **late)

    line = next(line for line in snapshot(infusion, after(at, 121)).timeline if line.id == noted.pk)
    assert (line.happened_at, line.written_at) == (before(at, 5), after(at, 120))
    assert journey.again(infusion).state == State.LEFT_AGAINST_ADVICE.value
    assert verify().faults == []


def test_a_wrong_value_is_taken_back_and_the_right_one_takes_its_place(cast: SimpleNamespace, at: datetime) -> None:
    infusion = gone(cast, at)
    typed = Event.objects.filter(infusion=infusion, kind="VitalsCharted").last()
    now = {"by": cast.nurse.pk, "at": after(at, 60)}

    actions.supersede(infusion, event=typed, reason="another patient's", **now)
    actions.chart_vitals(infusion, hr_per_min=Decimal(75), happened_at=typed.happened_at, **LATE, **now)

    assert journey.again(infusion).state == State.LEFT_AGAINST_ADVICE.value
    assert journey.again(infusion).chair is None


def test_taking_back_the_way_out_does_not_open_the_visit_again(cast: SimpleNamespace, at: datetime) -> None:
    infusion = gone(cast, at)
    left = Event.objects.get(infusion=infusion, kind="LeftAgainstAdvice")

    with nothing_written(), pytest.raises(Refused, match="would open the visit again, which is left against advice"):
        actions.supersede(infusion, event=left, reason="wrong button", by=cast.nurse.pk, at=after(at, 1))


def test_nothing_more_happens_at_the_chair(cast: SimpleNamespace, at: datetime) -> None:
    infusion = gone(cast, at)

    with nothing_written(), pytest.raises(Refused, match="while the visit is left against advice") as refused:
        actions.chart_vitals(infusion, hr_per_min=Decimal(75), by=cast.nurse.pk, at=after(at, 1))

    assert "Give the time it happened" in refused.value.findings[0].remedy


def test_the_figure_ends_where_the_patient_left_and_not_with_the_last_note(cast: SimpleNamespace, at: datetime) -> None:
    infusion = gone(cast, at)
    actions.note(infusion, text="called, all well", by=cast.nurse.pk, at=after(at, 600))

    seen = snapshot(infusion, after(at, 700))

    assert seen.left_at == at
    assert visit_figure(seen).axis.end == at


def test_the_page_of_a_visit_that_is_over_takes_a_late_note(cast, client_of) -> None:
    infusion = gone(cast, timezone.now() - timedelta(hours=1))
    nurse = client_of(cast.nurse)

    page = nurse.get(reverse("infusion", args=[infusion.pk])).content.decode()
    answer = nurse.post(reverse("do", args=[infusion.pk, "note"]), {"form_key": uuid4(), "text": "called, all well"})

    assert "Why it is written late" in page.split('id="timeline"')[1]
    assert answer.status_code == 302
    assert Event.objects.filter(infusion=infusion, text="called, all well").exists()
