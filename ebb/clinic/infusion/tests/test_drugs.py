from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.refusals import Unconfirmed
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.visit.snapshot import snapshot
from ebb.pathway.findings import Refused

BOLUS = {"dose_mg": Decimal(5), "duration_min": Decimal(10), "reason": "breakthrough pain"}


def test_a_physicians_bolus_counts_in_what_was_given(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    with nothing_written(), pytest.raises(Unconfirmed, match="soft limit"):
        actions.give_bolus(infusion, **BOLUS, by=cast.prescriber.pk, at=after(at, 10))
    actions.give_bolus(infusion, **BOLUS, confirmed=True, by=cast.prescriber.pk, at=after(at, 10))

    given = snapshot(infusion, after(at, 20)).amounts.given
    assert (given.total_mg, given.boluses_mg) == (Decimal(25), Decimal(5))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"dose_mg": Decimal(50)}, "hard limit"),
        ({"duration_min": Decimal(1)}, "hard limit"),
        ({"dose_mg": Decimal(-5)}, "never below zero"),
        ({"reason": " "}, "No reason"),
    ],
)
def test_a_wrong_bolus_is_refused(cast: SimpleNamespace, at: datetime, changed: dict, told: str) -> None:
    infusion = journey.running(cast, at)

    with nothing_written(), pytest.raises(Refused, match=told):
        actions.give_bolus(infusion, **{**BOLUS, **changed}, confirmed=True, by=cast.prescriber.pk, at=after(at, 10))


def test_a_nurse_gives_no_bolus(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    with nothing_written(), pytest.raises(Refused, match="only a physician"):
        actions.give_bolus(infusion, **BOLUS, confirmed=True, by=cast.nurse.pk, at=after(at, 10))


def test_a_rescue_drug_never_waits(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    drug = {"drug": "Midazolam", "dose": Decimal(1), "unit": "mg", "route": "IV"}

    given = actions.give_adjunct(
        infusion, **drug, by=cast.nurse.pk, at=after(at, 30), happened_at=after(at, 5), locked_tablet=True
    )

    assert (given.drug, given.happened_at) == ("Midazolam", after(at, 5))
