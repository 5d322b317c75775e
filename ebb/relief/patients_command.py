"""A clinic's folder: everybody's diary and infusions, and a first look at each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ebb.relief.cohort import CohortError, Course, Courses, read_courses
from ebb.relief.diary import Diary
from ebb.relief.errors import ReliefError
from ebb.relief.files_command import FileError, decoded, read_bytes
from ebb.relief.learn import Spreader, drawn, teaches
from ebb.relief.progress import Progress
from ebb.relief.reading import read_diary

INFUSIONS = "infusions.csv"
MOST_BYTES_OF_INFUSIONS = 1_000_000_000

Patient = tuple[str, Path, Course]


@dataclass(frozen=True)
class Look:
    """What a first look at one diary's file tells."""

    digest: str
    refused: str | None
    teaches: bool


@dataclass(frozen=True)
class Cohort:
    """Everybody in the folder, in the order of their names. key: a digest of all that went in."""

    patients: tuple[Patient, ...]
    refused: dict[str, str]
    teaching: tuple[Patient, ...]
    key: str

    @classmethod
    def of(cls, directory: Path, spreader: Spreader, tell: Progress) -> Cohort:
        """A first look at every diary. Raises CohortError."""
        courses, digest = _courses(directory)
        files = {path.stem: path for path in directory.glob("*.csv") if path.name != INFUSIONS}
        if not files:
            raise CohortError(f"{directory} holds no diary; each is a file PATIENT.csv with the columns day,pain")
        names = sorted({*files, *courses.of, *courses.refused})
        patients = [
            (name, files.get(name, directory / f"{name}.csv"), courses.of.get(name, Course())) for name in names
        ]
        refused = {name: f"{INFUSIONS}: {why}" for name, why in courses.refused.items()}
        teaching = []
        for (name, path, course), look in zip(patients, spreader(_look, patients), strict=True):
            digest.update(json.dumps([name, look.digest]).encode())
            if look.refused is not None:
                refused.setdefault(name, f"{path.name}: {look.refused}")
            if look.teaches and name not in refused:
                teaching.append((name, path, course))
        for name in sorted(refused):
            tell.line(f"note: {refused[name]}")
        tell.line(f"{len(names):,} patients read, {len(refused):,} refused")
        return cls(tuple(patients), refused, tuple(teaching), digest.hexdigest())

    def sample(self, of: Iterable[Patient], most: int) -> list[Diary]:
        """At most so many of these patients' diaries, read anew."""
        known = {name: (path, course) for name, path, course in of}
        chosen = [known[name] for name in drawn(known, most)]
        return [diary_of(read_bytes(path), path, course) for path, course in chosen]


def _look(one: Patient) -> Look:
    _, path, course = one
    try:
        raw = read_bytes(path)
        digest = hashlib.sha256(raw).hexdigest()
    except FileError as refusal:
        return Look("", str(refusal), False)
    try:
        return Look(digest, None, teaches(diary_of(raw, path, course)))
    except ReliefError as refusal:
        return Look(digest, str(refusal), False)


def diary_of(raw: bytes, path: Path, course: Course) -> Diary:
    """A patient's diary with the infusions. Raises ReliefError."""
    return read_diary(decoded(raw, path), course.infusions)


def _courses(directory: Path) -> tuple[Courses, Any]:
    """Everybody's infusions, and a digest begun with this room's source and their file."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    if not directory.is_dir():
        raise CohortError(f"{directory} is no folder")
    path = directory / INFUSIONS
    raw = read_bytes(path, MOST_BYTES_OF_INFUSIONS)
    digest.update(hashlib.sha256(raw).digest())
    try:
        return read_courses(decoded(raw, path)), digest
    except CohortError as refusal:
        raise CohortError(f"{path}: {refusal}") from None
