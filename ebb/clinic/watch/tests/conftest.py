"""A running infusion at the connected chair, and a monitor that speaks in rows."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.plan.models import Order, Plan
from ebb.clinic.settings import DATABASES
from ebb.clinic.vitals.models import AlarmChange, Message
from ebb.clinic.vitals.tests.rows import message
from ebb.clinic.watch.watch import Watch

# What only PostgreSQL does is proved there; the suite runs on both databases.
collect_ignore_glob = [] if "postgresql" in str(DATABASES["default"]["ENGINE"]) else ["test_postgresql_*"]


@pytest.fixture
def infusion(cast, at) -> Infusion:
    signed = {"signed_by": cast.prescriber, "signed_at": at}
    plan = Plan.objects.create(patient=cast.patient, diagnosis="CRPS", goal="walk", infusions=1, **signed)
    order = Order.objects.create(
        plan=plan, patient=cast.patient, programme="A", programme_version="1", dose_mg_per_kg="0.5", duration_min=40,
        weight_kg="70", **signed,
    )  # fmt: skip
    return Infusion.objects.create(
        site=cast.site, patient=cast.patient, order=order, expected_at=at, chair=cast.chair, state="running"
    )


class Ward:
    """Time at the chair: what the monitor sends second by second, and a watch that looks on."""

    def __init__(self, infusion: Infusion, began: datetime) -> None:
        self.infusion = infusion
        self.began = began
        self.watch = Watch(began)

    def at(self, second: float) -> datetime:
        return self.began + timedelta(seconds=second)

    def send(self, second: float, **columns: object) -> Message:
        return message(self.at(second), self.infusion.chair, self.infusion.patient_id, **columns)

    def watching(self, first: int, last: int, **columns: object) -> None:
        """From `first` to `last` second, a message each second and the watch taking its turn."""
        for second in range(first, last + 1):
            if columns:
                self.send(second, **columns)
            self.watch.turn(self.at(second + 0.1))

    def restart(self, second: float) -> None:
        """The watch died without a word; another begins."""
        self.watch = Watch(self.at(second))

    def steps(self) -> list[tuple[str, str, str, str, float]]:
        """Every step of every alarm: parameter, cause, state, priority, and the second it happened."""
        return [
            (
                change.parameter, change.cause, change.state, change.priority,
                round((change.happened_at - self.began).total_seconds(), 1),
            )
            for change in AlarmChange.objects.order_by("id")
        ]  # fmt: skip


@pytest.fixture
def ward(infusion, at) -> Ward:
    return Ward(infusion, at)


@pytest.fixture
def sit() -> Callable[..., Infusion]:
    """Change what the board's copy says of a visit."""

    def change(infusion: Infusion, **columns: object) -> Infusion:
        Infusion.objects.filter(pk=infusion.pk).update(**columns)
        infusion.refresh_from_db()
        return infusion

    return change
