"""The vein at the chair: what is found there holds up more drug and never less."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.visit.snapshot import snapshot
from ebb.pathway.findings import Refused


def test_infiltration_has_its_card_until_a_new_site_runs(cast: SimpleNamespace, at: datetime) -> None:
    infusion, by = journey.running(cast, at), {"by": cast.nurse.pk}
    actions.check_iv_site(infusion, result="well", **by, at=after(at, 5))
    assert snapshot(infusion, after(at, 5)).unwell_site is None

    actions.check_iv_site(infusion, result="infiltrated", **by, at=after(at, 6))
    assert snapshot(infusion, after(at, 6)).unwell_site.result == "infiltrated"
    actions.try_cannula(infusion, site="hand", limb="left arm", gauge=22, patent=True, **by, at=after(at, 8))
    assert snapshot(infusion, after(at, 8)).unwell_site is None


def test_more_through_it_is_refused_and_less_is_recorded(cast: SimpleNamespace, at: datetime) -> None:
    infusion, by = journey.running(cast, at), {"by": cast.nurse.pk}
    actions.check_iv_site(infusion, result="infiltrated", **by, at=after(at, 6))

    with nothing_written(), pytest.raises(Refused, match="IV site was found infiltrated"):
        actions.change_rate(infusion, rate_ml_per_h=Decimal(62), reason="step", **by, at=after(at, 7))
    actions.change_rate(infusion, rate_ml_per_h=Decimal(40), reason="site", **by, at=after(at, 7))
    actions.pause(infusion, reason="IV site", **by, at=after(at, 8))
    with nothing_written(), pytest.raises(Refused, match="IV site was found infiltrated"):
        actions.resume(infusion, **by, at=after(at, 9))
    actions.stop(infusion, completed=False, reason="no vein", **by, at=after(at, 10))

    assert journey.again(infusion).state == "ended"
