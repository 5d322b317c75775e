"""A patient takes the consent back: recorded in the file and at the chair, it stops what would give more."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.assessment.candidacy import candidacy_of
from ebb.clinic.assessment.consents import consent_of, withdrawal_of
from ebb.clinic.assessment.models import ConsentWithdrawal
from ebb.clinic.assessment.tests.assessed import asked, consented, released
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after, before
from ebb.clinic.record.models import Entry
from ebb.clinic.record.verify import verify
from ebb.clinic.visit.snapshot import snapshot
from ebb.pathway.findings import Refused


def withdraw(cast: SimpleNamespace, at: datetime, **told: object) -> ConsentWithdrawal:
    said = {"told_by": "the patient", "words": "I want to stop", **told}
    return actions.withdraw_consent(patient=cast.patient, **said, by=cast.nurse.pk, at=at)


def test_it_stands_in_the_file_with_who_told_it_and_when(cast: SimpleNamespace, at: datetime) -> None:
    consented(cast, before(at, 60))

    withdraw(cast, at, told_at=before(at, 30))

    entry = Entry.objects.get(chain=cast.patient.pk, verb="consent withdrawn")
    row = withdrawal_of(consent_of(cast.patient))
    assert (row.told_by, row.words, row.told_at, row.written_at) == (
        "the patient",
        "I want to stop",
        before(at, 30),
        at,
    )
    assert (entry.happened_at, entry.written_at) == (before(at, 30), at)
    assert verify().faults == []


def test_candidacy_says_that_it_was_withdrawn(cast: SimpleNamespace, at: datetime) -> None:
    asked(cast, at)
    consented(cast, at)

    withdraw(cast, after(at, 1))

    (finding,) = candidacy_of(cast.patient, after(at, 2)).open
    assert finding.id == "E35"
    assert "version signed: 1, withdrawn; current version: 1" in finding.text


def test_nothing_is_started_until_the_patient_signs_again(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.ready_to_start(cast, at)
    withdraw(cast, at)

    with nothing_written(), pytest.raises(Refused, match=r"The consent was withdrawn on 2026-11-24\."):
        actions.start_infusion(infusion, by=cast.nurse.pk, at=at)
    consented(cast, after(at, 1))
    actions.start_infusion(infusion, by=cast.nurse.pk, at=after(at, 1))

    assert snapshot(infusion, after(at, 2)).consent_withdrawn is None


def test_while_the_drug_runs_the_chair_knows_at_once_and_the_pump_is_left_to_people(
    cast: SimpleNamespace, at: datetime
) -> None:
    infusion = journey.running(cast, at)

    withdraw(cast, after(at, 5))

    seen = snapshot(infusion, after(at, 5))
    assert seen.state.value == "running"
    assert seen.consent_withdrawn.told_by == "the patient"
    assert [line.detail for line in seen.timeline if line.title == "Consent withdrawn"] == [
        "told by the patient, I want to stop"
    ]


def test_less_is_never_held_up_and_more_is(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    withdraw(cast, after(at, 5))
    by = {"by": cast.nurse.pk}

    with nothing_written(), pytest.raises(Refused, match="consent was withdrawn"):
        actions.change_rate(infusion, rate_ml_per_h=Decimal(70), **by, at=after(at, 6))
    actions.change_rate(infusion, rate_ml_per_h=Decimal(30), **by, at=after(at, 6))
    actions.pause(infusion, **by, at=after(at, 7))
    with nothing_written(), pytest.raises(Refused, match="consent was withdrawn"):
        actions.resume(infusion, **by, at=after(at, 8))
    actions.stop(infusion, completed=False, reason="consent withdrawn", **by, at=after(at, 9))

    assert journey.again(infusion).state == "ended"


def test_what_was_said_before_arrival_reaches_the_chair_too(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)
    consented(cast, before(at, 120))

    withdraw(cast, after(at, 5), told_at=before(at, 30))

    event = Event.objects.get(infusion=infusion, kind="ConsentWithdrawn")
    assert event.happened_at == after(at, 5)


def test_a_withdrawal_is_no_slip_of_the_chair(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    withdraw(cast, after(at, 5))
    event = Event.objects.get(infusion=infusion, kind="ConsentWithdrawn")

    with nothing_written(), pytest.raises(Refused, match="stands in the patient's file"):
        actions.supersede(infusion, event=event, reason="wrong patient", by=cast.nurse.pk, at=after(at, 6))


@pytest.mark.parametrize(
    ("told", "why"),
    [({"told_by": " "}, "Nobody was named"), ({"told_at": datetime(2030, 1, 1, tzinfo=UTC)}, "has not come")],
)
def test_who_told_it_and_when_must_be_possible(
    cast: SimpleNamespace, at: datetime, told: dict[str, object], why: str
) -> None:
    consented(cast, at)

    with nothing_written(), pytest.raises(Refused, match=why):
        withdraw(cast, after(at, 1), **told)


def test_there_must_be_one_and_it_is_withdrawn_once(cast: SimpleNamespace, at: datetime) -> None:
    released(cast, at)
    with nothing_written(), pytest.raises(Refused, match="No consent was signed"):
        withdraw(cast, at)
    consented(cast, at)
    withdraw(cast, after(at, 1))

    with nothing_written(), pytest.raises(Refused, match="withdrawn already"):
        withdraw(cast, after(at, 2))


def test_the_page_records_it_and_leads_to_the_chair(cast: SimpleNamespace, client_of) -> None:
    infusion = journey.running(cast, timezone.now() - timedelta(minutes=5))
    nurse, page = client_of(cast.nurse), reverse("consent-withdraw", args=[cast.patient.pk])
    assert "Record: consent withdrawn" in nurse.get(page).content.decode()

    answer = nurse.post(page, {"form_key": uuid4(), "told_by": "the patient", "words": "<b>enough</b>"})

    chair = nurse.get(answer.url).content.decode()
    assert answer.url == reverse("infusion", args=[infusion.pk])
    assert "Stop the pump, then record it here." in chair
    assert "“&lt;b&gt;enough&lt;/b&gt;”" in chair


def test_the_desk_may_take_it_on_the_telephone_and_a_stranger_not(cast: SimpleNamespace, at, client_of) -> None:
    consented(cast, at)
    page = reverse("consent-withdraw", args=[cast.patient.pk])

    assert client_of(cast.stranger).get(page).status_code == 404
    answer = client_of(cast.front_desk).post(page, {"form_key": uuid4(), "told_by": "her daughter"})

    assert answer.url == reverse("patient", args=[cast.patient.pk])
    assert withdrawal_of(consent_of(cast.patient)).told_by == "her daughter"
