"""Two people at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.db import connection

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.record.verify import verify
from ebb.pathway.findings import Refused


def together(*acts: Callable[[], object]) -> list[object]:
    """What each came to when all began at once: the row, or the refusal."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        ready.wait()
        try:
            return act()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_of_two_starts_at_once_one_is_recorded(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.ready_to_start(cast, at)

    found = together(
        *(
            lambda nurse=nurse: actions.start_infusion(infusion, by=nurse.pk, at=after(at, 1))
            for nurse in (cast.nurse, cast.second_nurse)
        )
    )

    assert sorted(type(one).__name__ for one in found) == ["Event", "Refused"]
    assert Event.objects.filter(infusion=infusion, kind="InfusionStarted").count() == 1
    assert verify().faults == []


@pytest.mark.django_db(transaction=True)
def test_two_patients_do_not_get_one_chair(cast: SimpleNamespace, at: datetime) -> None:
    one = journey.expected(cast, at)
    other = journey.expected(cast, at, patient=journey.another_patient(cast, at))
    seat = {"chair": cast.chair, "identifiers": journey.IDENTIFIERS, "by": cast.nurse.pk, "at": after(at, 1)}

    found = together(*(lambda visit=visit: actions.check_in(visit, **seat) for visit in (one, other)))

    assert sorted(type(one).__name__ for one in found) == ["Event", "Refused"]
