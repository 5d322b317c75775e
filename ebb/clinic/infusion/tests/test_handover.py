from datetime import datetime
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.visit.snapshot import snapshot
from ebb.pathway.findings import Refused


def test_it_counts_when_the_receiver_accepts(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    actions.offer_handover(infusion, to=cast.second_nurse, by=cast.nurse.pk, at=after(at, 5))
    offered, told = journey.again(infusion).nurse, snapshot(infusion, after(at, 5)).offered_to_name
    actions.accept_handover(infusion, by=cast.second_nurse.pk, at=after(at, 6))

    assert (offered, told, journey.again(infusion).nurse) == (cast.nurse, "Sam Second", cast.second_nurse)
    assert snapshot(infusion, after(at, 7)).offered_to == ""


def test_nobody_accepts_what_was_offered_to_another(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    actions.offer_handover(infusion, to=cast.second_nurse, by=cast.nurse.pk, at=after(at, 5))

    with nothing_written(), pytest.raises(Refused, match="not offered to you"):
        actions.accept_handover(infusion, by=cast.prescriber.pk, at=after(at, 6))


def test_nobody_accepts_what_was_not_offered(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    with nothing_written(), pytest.raises(Refused, match="not offered to you"):
        actions.accept_handover(infusion, by=cast.second_nurse.pk, at=after(at, 6))


@pytest.mark.parametrize(("receiver", "why"), [("stranger", "another site"), ("front_desk", "credentials of today")])
def test_only_a_nurse_of_this_site_is_offered_a_chair(
    cast: SimpleNamespace, at: datetime, receiver: str, why: str
) -> None:
    infusion = journey.running(cast, at)

    with nothing_written(), pytest.raises(Refused, match=why):
        actions.offer_handover(infusion, to=getattr(cast, receiver), by=cast.nurse.pk, at=after(at, 5))


def test_a_withdrawn_hand_over_gives_the_chair_back(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    actions.offer_handover(infusion, to=cast.second_nurse, by=cast.nurse.pk, at=after(at, 5))
    accepted = actions.accept_handover(infusion, by=cast.second_nurse.pk, at=after(at, 6))

    actions.supersede(infusion, event=accepted, reason="wrong chair", by=cast.second_nurse.pk, at=after(at, 7))

    assert journey.again(infusion).nurse == cast.nurse
