"""Containers recorded before they were made from a vial: their concentration was typed."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.people.actions import come_on_site
from ebb.clinic.record.verify import verify
from ebb.clinic.visit.snapshot import snapshot
from ebb.pathway import events as e
from ebb.pathway.steps import State

TYPED = {
    "container": journey.BAG, "lot": "K1", "concentration_mg_per_ml": Decimal(1), "volume_ml": Decimal(50),
    "rate_ml_per_h": Decimal(60),
}  # fmt: skip
READ = {
    "container": journey.BAG, "weight_kg": Decimal(80), "concentration_mg_per_ml": Decimal(1),
    "rate_ml_per_h": Decimal(60), "volume_ml": Decimal(40),
}  # fmt: skip


def test_a_container_typed_by_its_strength_opens_verifies_and_starts(cast: SimpleNamespace, at: datetime) -> None:
    come_on_site(site=cast.site, person=cast.prescriber, by=cast.prescriber.pk, at=journey.before(at, 60))
    infusion, by = journey.arrived(cast, journey.before(at, 20)), {"by": cast.nurse.pk}
    journey.prepare_patient(cast, infusion, journey.before(at, 10))
    actions.record_event(infusion, e.ContainerPrepared, **TYPED, **by, at=journey.before(at, 9))
    for checker in (cast.nurse, cast.second_nurse):
        actions.enter_check(infusion, **READ, by=checker.pk, at=journey.before(at, 8))
    actions.hold_time_out(infusion, identifiers=journey.IDENTIFIERS, **by, at=journey.before(at, 5))
    actions.declare_prepared(infusion, **by, at=at)

    actions.start_infusion(infusion, **by, at=at)

    seen = snapshot(infusion, journey.after(at, 1))
    assert (seen.state, seen.check.agreed, seen.check.awaits_label) == (State.RUNNING, True, False)
    assert "bag 1, lot K1, 1 mg/mL, 50 mL, 60 mL/h" in [line.detail for line in seen.timeline]
    assert verify().faults == []
