"""Whose numbers a bed's are: the chair it is bound to and the patient who sits there."""

from dataclasses import dataclass
from time import monotonic
from uuid import UUID

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.people.models import Chair

REFRESH_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """A chair and the patient in it, if any."""

    chair: UUID | None
    file: UUID | None


NOWHERE = Place(None, None)


class Beds:
    """The clinic's beds, read again each second: sitting down takes longer than that. Belongs to one thread."""

    def __init__(self) -> None:
        self._places: dict[str, Place] = {}
        self._read_at = -REFRESH_SECONDS

    def place(self, bed: str) -> Place:
        """Where this bed stands; nowhere when no chair is bound to it."""
        return self._places.get(bed, NOWHERE)

    def refresh(self) -> None:
        """Read the bindings if they are older than a second. Two queries then, else none."""
        now = monotonic()
        if now - self._read_at < REFRESH_SECONDS:
            return
        files = dict(Infusion.objects.seated().values_list("chair_id", "patient_id"))
        bound = Chair.objects.exclude(bed="").values_list("bed", "pk")
        self._places = {bed: Place(chair, files.get(chair)) for bed, chair in bound}
        self._read_at = now
