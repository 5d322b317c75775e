"""Counts every row of the visit and its record, to show that a refusal wrote nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.record.models import Chain, Entry


def rows() -> dict[str, object]:
    return {
        "events": Event.objects.count(),
        "entries": Entry.objects.count(),
        "lengths": sorted(Chain.objects.values_list("length", flat=True)),
        "visits": sorted(map(str, Infusion.objects.values_list("id", "state", "chair", "nurse"))),
    }


@contextmanager
def nothing_written() -> Iterator[None]:
    """The rows are the same before and after."""
    before = rows()
    yield
    assert rows() == before
