"""All that options or answers asked for, read at once so that every fault is reported at once."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.utils import timezone

from ebb.clinic.environment import is_time_zone
from ebb.clinic.setup import reading
from ebb.clinic.setup.practice import DOSES
from ebb.clinic.setup.reading import InvalidSetup, NewChair, NewPatient, NewStaffMember, OpeningCount

LONGEST = {"name": 80, "address": 200, "emergency_phone": 40}

Row = TypeVar("Row")


@dataclass(frozen=True)
class ClinicSetup:
    """All of it. Whatever stands already is left as it is.

    `consent` is title and body of a text of the clinic's own; without one a new clinic gets the one Ebb comes with.
    `time_zone` is an IANA name, None where nobody texts.
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


def read_options(options: Mapping[str, object]) -> ClinicSetup:
    """What was asked for, by the options' names. Raises InvalidSetup with everything that is wrong."""
    problems: list[str] = []

    def read(what: str, reader: Callable[[], list[Row]]) -> list[Row]:
        try:
            return reader()
        except InvalidSetup as error:
            problems.extend(f"{what}, {problem}" for problem in error.problems)
        except (reading.UnreadableEntry, OSError, UnicodeDecodeError, csv.Error) as error:
            problems.append(f"{what}: {error}")
        return []

    def read_file(option: str, reader: Callable[[str], list[Row]]) -> list[Row]:
        file = options[option]
        return read(str(file), lambda: reader(Path(str(file)).read_text(encoding="utf-8-sig"))) if file else []

    texts = {name: str(options[name] or "").strip() for name in (*LONGEST, "programme", "counted_by", "witness")}
    time_zone = str(options["time_zone"] or "").strip() or None
    if time_zone and not is_time_zone(time_zone):
        problems.append(f"time zone {time_zone!r}: write its name, such as America/Chicago or Europe/Berlin")
        time_zone = None
    today = timezone.localdate(timezone=ZoneInfo(time_zone) if time_zone else None)
    counters = {"counted_by": texts["counted_by"], "witness": texts["witness"]}
    chairs = [one for text in options["chair"] for one in read("chair", lambda text=text: [reading.chair(text)])]
    people = [one for text in options["person"] for one in read("person", lambda text=text: [reading.person(text)])]
    people += read_file("staff", lambda text: reading.people(text.splitlines(keepends=True)))
    patients = read_file("patients", lambda text: reading.patients(text.splitlines(keepends=True), today=today))
    consent = read_file("consent", lambda text: [reading.consent(text)])
    counted = options["vials"]
    vials = read("vials", lambda: [reading.vials(str(counted), **counters)]) if counted else []
    problems += [f"{name}: write {most} letters at most" for name, most in LONGEST.items() if len(texts[name]) > most]
    if texts["programme"] not in DOSES:
        problems.append(f"programme {texts['programme']!r}: choose {' or '.join(DOSES)}")
    if problems:
        raise InvalidSetup(problems)
    return ClinicSetup(
        site=texts["name"],
        address=texts["address"],
        emergency_phone=texts["emergency_phone"],
        chairs=chairs,
        people=people,
        vials=next(iter(vials), None),
        patients=patients,
        consent=next(iter(consent), None),
        programme=texts["programme"],
        practice=bool(options["practice"]),
        time_zone=time_zone,
    )
