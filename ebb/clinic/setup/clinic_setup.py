"""What a clinic wants to begin with, before anything is written."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


class InvalidSetup(Exception):
    """What was asked for cannot be; nothing was written. `problems` say each one, with its line where it has one."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class NewChair:
    """`bed` is what its monitor calls itself; empty without a connected monitor."""

    name: str
    bed: str = ""


@dataclass(frozen=True)
class NewStaffMember:
    """Someone of the staff: roles, and credentials by kind with their last valid day."""

    username: str
    name: str
    roles: tuple[str, ...]
    credentials: dict[str, date | None] = field(default_factory=dict)


@dataclass(frozen=True)
class OpeningCount:
    """So many full vials of one lot, counted by two people of the staff."""

    lot: str
    strength_mg_per_ml: Decimal
    volume_ml: Decimal
    vials: int
    counted_by: str
    witness: str


@dataclass(frozen=True)
class NewPatient:
    number: str
    given_name: str
    family_name: str
    born_on: date
    sex: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class ClinicSetup:
    """All of it. Whatever stands already is left as it is.

    `consent` is title and body of a text of the clinic's own; without one a new clinic gets the one Ebb comes with.
    `time_zone` is an IANA name, None where nobody said.
    """

    site: str
    address: str = ""
    emergency_phone: str = ""
    chairs: list[NewChair] = field(default_factory=list)
    people: list[NewStaffMember] = field(default_factory=list)
    vials: OpeningCount | None = None
    patients: list[NewPatient] = field(default_factory=list)
    consent: dict[str, str] | None = None
    time_zone: str | None = None
    programme: str = "A"
    practice: bool = False
