"""What was typed or stands in a file, as values. Each fault is reported with its place, all of them at once."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ebb.clinic.people.models import STAFF, Credential, Patient, Sex, User

PATIENT_COLUMNS = ("number", "given_name", "family_name", "born_on", "sex", "phone", "email")
PERSON_COLUMNS = ("username", "name", "roles", "credentials")
NEEDED_OF_PATIENT = ("number", "given_name", "family_name", "born_on")
ADULT_YEARS, OLDEST_YEARS = 18, 120
UNTIL = " until "

Row = TypeVar("Row")
Cells = dict[str, str]


class InvalidSetup(Exception):
    """What was asked for cannot be; nothing was written. `problems` name each one, with its line where it has one."""

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


class UnreadableEntry(ValueError):
    """One thing that cannot be used, in words for whoever typed it."""


def patients(lines: Iterable[str], *, today: date) -> list[NewPatient]:
    """The patients of a CSV with the headings of PATIENT_COLUMNS. Raises InvalidSetup with every bad line."""
    found = list(_rows(lines, PATIENT_COLUMNS, NEEDED_OF_PATIENT, lambda cells: _patient(cells, today)))
    return _all_good(found, "number", lambda one: one.number)


def people(lines: Iterable[str]) -> list[NewStaffMember]:
    """The staff of a CSV with the headings of PERSON_COLUMNS. Raises InvalidSetup with every bad line."""
    found = list(_rows(lines, PERSON_COLUMNS, PERSON_COLUMNS[:3], _person))
    return _all_good(found, "username", lambda one: one.username)


def person(text: str) -> NewStaffMember:
    """`nora, Nora Nurse, nurse, registered nurse; ACLS until 2027-06-30`: the columns of the staff's file."""
    cells = [cell.strip() for cell in text.split(",")]
    if not 3 <= len(cells) <= 4:
        raise UnreadableEntry(f"“{text}”: write username, name, roles and credentials, with commas between them")
    return _person(dict(zip(PERSON_COLUMNS, [*cells, ""], strict=False)))


def chair(text: str) -> NewChair:
    """`2` for a chair, `2=BED-2` for one whose monitor calls itself BED-2."""
    name, _, bed = (part.strip() for part in text.partition("="))
    if not name or len(name) > 40 or len(bed) > 80:
        raise UnreadableEntry(
            f"“{text}”: write a chair's name of 1 to 40 letters, and =BED behind it where its monitor has one"
        )
    return NewChair(name, bed)


def vials(text: str, *, counted_by: str, witness: str) -> OpeningCount:
    """`LOT,50,10,20`: lot, mg/mL, mL in each, how many."""
    cells = [cell.strip() for cell in text.split(",")]
    try:
        lot, strength, volume, number = cells
        return OpeningCount(lot, Decimal(strength), Decimal(volume), int(number), counted_by, witness)
    except (ValueError, InvalidOperation) as error:
        raise UnreadableEntry(f"“{text}”: write lot, mg/mL, mL and number of vials, such as K123,50,10,20") from error


def consent(text: str) -> dict[str, str]:
    """A text that patients sign: its title in the first line, what they agree to below."""
    title, _, body = (part.strip() for part in text.partition("\n"))
    if not 1 <= len(title) <= 120 or not body:
        raise UnreadableEntry("write a title of 1 to 120 letters in the first line, and the text below it")
    return {"title": title, "body": body}


def _patient(cells: Cells, today: date) -> NewPatient:
    born_on = _day(cells["born_on"], "born_on")
    years = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    if not ADULT_YEARS <= years <= OLDEST_YEARS:
        raise UnreadableEntry(
            f"born_on {born_on} makes {years} years; Ebb is for adults of {ADULT_YEARS} to {OLDEST_YEARS}"
        )
    patient = NewPatient(**{**cells, "born_on": born_on, "sex": cells["sex"].lower() or Sex.UNKNOWN})
    if patient.sex not in Sex.values:
        raise UnreadableEntry(f"sex {cells['sex']!r}: write {_either(Sex.values)}, or nothing")
    _fits(Patient, cells, ("number", "given_name", "family_name"))
    if len(patient.phone) > 40:
        raise UnreadableEntry(f"phone {patient.phone!r} is longer than 40 letters")
    if patient.email:
        try:
            validate_email(patient.email)
        except ValidationError as error:
            raise UnreadableEntry(f"email {patient.email!r} is no address") from error
    return patient


def _person(cells: Cells) -> NewStaffMember:
    _fits(User, cells, ("username", "name"))
    if not cells["username"].isascii() or not cells["username"].replace(".", "").replace("-", "").isalnum():
        raise UnreadableEntry(f"username {cells['username']!r}: use letters and figures")
    roles = tuple(role.lower() for role in _parts(cells["roles"]))
    wrong = [role for role in roles if role not in STAFF]
    if wrong or not roles:
        raise UnreadableEntry(f"roles {cells['roles']!r}: write {_either(sorted(STAFF))}, with ; between several")
    return NewStaffMember(cells["username"], cells["name"], roles, dict(map(_credential, _parts(cells["credentials"]))))


def _credential(text: str) -> tuple[str, date | None]:
    kind, _, until = text.partition(UNTIL)
    known = {one.lower(): one for one in Credential.Kind.values}
    if kind.strip().lower() not in known:
        raise UnreadableEntry(
            f"credential {text!r}: write {_either(Credential.Kind.values)}, and “until 2027-06-30” if it ends"
        )
    return known[kind.strip().lower()], _day(until.strip(), "until") if until else None


def _rows(
    lines: Iterable[str], columns: tuple[str, ...], needed: tuple[str, ...], read: Callable[[Cells], Row]
) -> Iterator[tuple[int, Row | str]]:
    """Each line with its number, read or with what is wrong with it."""
    table = csv.reader(lines, skipinitialspace=True)
    headings = [heading.strip().removeprefix("\ufeff").lower() for heading in next(table, [])]
    unknown, missing = sorted(set(headings) - set(columns)), [name for name in needed if name not in headings]
    if unknown or missing or len(set(headings)) < len(headings):
        yield 1, f"the headings are {', '.join(headings) or 'missing'}; right is {','.join(columns)}"
        return
    for cells in table:
        if not any(cell.strip() for cell in cells):
            continue
        yield table.line_num, _read(cells, headings, columns, needed, read)


def _read(
    cells: list[str], headings: list[str], columns: tuple[str, ...], needed: tuple[str, ...],
    read: Callable[[Cells], Row],
) -> Row | str:  # fmt: skip
    if len(cells) != len(headings):
        return f"{len(cells)} cells under {len(headings)} headings"
    row = dict.fromkeys(columns, "") | {name: cell.strip() for name, cell in zip(headings, cells, strict=True)}
    if empty := [name for name in needed if not row[name]]:
        return f"{' and '.join(empty)} left empty"
    try:
        return read(row)
    except UnreadableEntry as fault:
        return str(fault)


def _all_good(found: list[tuple[int, Row | str]], what: str, key: Callable[[Row], str]) -> list[Row]:
    problems = [f"line {line}: {one}" for line, one in found if isinstance(one, str)]
    good = [(line, one) for line, one in found if not isinstance(one, str)]
    count = Counter(key(one) for _, one in good)
    problems += [f"line {line}: {what} {key(one)} stands here twice" for line, one in good if count[key(one)] > 1]
    if problems:
        raise InvalidSetup(problems)
    return [one for _, one in good]


def _fits(model: type, cells: Cells, names: Iterable[str]) -> None:
    for name in names:
        most = model._meta.get_field(name).max_length
        if len(cells[name]) > most or not cells[name]:
            raise UnreadableEntry(f"{name} {cells[name]!r}: write 1 to {most} letters")


def _day(text: str, what: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnreadableEntry(f"{what} {text!r} is no day; write it as 1971-03-02") from error


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _either(words: Iterable[str]) -> str:
    return " or ".join(", ".join(words).rsplit(", ", 1))
