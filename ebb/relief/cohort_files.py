"""The files of `ebb relief --cohort`: a folder of patients in; everybody's answers out, resumed where they stopped."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, TextIO

from ebb.relief.clinic_priors import ClinicPriors
from ebb.relief.cohort import CohortError, CohortInfusions, PatientInfusions, read_cohort_infusions
from ebb.relief.diary import Diary, ReliefError, read_diary
from ebb.relief.learn import Spreader, sample_names, teaches
from ebb.relief.report import report
from ebb.relief.result import fit

MOST_BYTES = 10_000_000

INFUSIONS = "infusions.csv"
MOST_BYTES_OF_INFUSIONS = 1_000_000_000

Patient = tuple[str, Path, PatientInfusions]

_REFUSED = b', "refused": '


class FileError(ReliefError):
    """A file that cannot be read or written."""


def read_text(path: Path) -> str:
    """A file's text in UTF-8. Raises FileError."""
    return decoded(read_bytes(path), path)


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """A file's bytes, if it is no larger than `most`. Raises FileError."""
    try:
        if path.stat().st_size > most:
            raise FileError(f"{path} is larger than {most:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}") from None


def decoded(raw: bytes, path: Path) -> str:
    """The bytes of that file as text. Raises FileError."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise FileError(f"{path} is not text in UTF-8") from None


def write_whole(path: Path, text: str) -> None:
    """The old file or the new one stands there at any moment, never a piece. Raises FileError, for a device too."""
    if path.exists() and not path.is_file():
        raise FileError(f"cannot write {path}: it is there already and is no plain file")
    new = path.with_name(f"{path.name}.new")
    try:
        with new.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    except OSError as error:
        raise FileError(f"cannot write {path}: {error.strerror}") from None


class ProgressLine:
    """A line for each stage; on a terminal it is rewritten as the stage goes on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._rewrites = stream.isatty()

    def now(self, text: str) -> None:
        if self._rewrites:
            self._stream.write(f"\r\x1b[Kebb relief: {text}")
            self._stream.flush()

    def line(self, text: str) -> None:
        start = "\r\x1b[K" if self._rewrites else ""
        self._stream.write(f"{start}ebb relief: {' '.join(text.split())}\n")
        self._stream.flush()


@dataclass(frozen=True)
class Cohort:
    """Everybody in the folder, in the order of their names. key: a digest of all that went in."""

    patients: tuple[Patient, ...]
    refused: dict[str, str]
    teaching: tuple[Patient, ...]
    key: str

    @classmethod
    def of(cls, directory: Path, spreader: Spreader, progress: ProgressLine) -> Cohort:
        """A first look at every diary. Raises CohortError."""
        infusions, digest = _read_infusions(directory)
        files = {path.stem: path for path in directory.glob("*.csv") if path.name != INFUSIONS}
        if not files:
            raise CohortError(f"{directory} holds no diary; each is a file PATIENT.csv with the columns day,pain")
        names = sorted({*files, *infusions.of, *infusions.refused})
        patients = [
            (name, files.get(name, directory / f"{name}.csv"), infusions.of.get(name, PatientInfusions()))
            for name in names
        ]
        refused = {name: f"{INFUSIONS}: {why}" for name, why in infusions.refused.items()}
        teaching = []
        looks = spreader(_first_look, patients)
        for (name, path, own), (own_digest, refusal, can_teach) in zip(patients, looks, strict=True):
            digest.update(json.dumps([name, own_digest]).encode())
            if refusal:
                refused.setdefault(name, f"{path.name}: {refusal}")
            if can_teach and name not in refused:
                teaching.append((name, path, own))
        for name in sorted(refused):
            progress.line(f"note: {refused[name]}")
        progress.line(f"{len(names):,} patients read, {len(refused):,} refused")
        return cls(tuple(patients), refused, tuple(teaching), digest.hexdigest())

    def sample(self, of: Iterable[Patient], most: int) -> list[Diary]:
        """At most so many of these patients' diaries, read anew."""
        known = {name: (path, own) for name, path, own in of}
        chosen = [known[name] for name in sample_names(known, most)]
        return [diary_of(read_bytes(path), path, own) for path, own in chosen]


def _first_look(one: Patient) -> tuple[str, str, bool]:
    """Of a patient's file: a digest, why it is refused if it is, and whether it teaches anything."""
    _, path, own = one
    digest = ""
    try:
        raw = read_bytes(path)
        digest = hashlib.sha256(raw).hexdigest()
        return digest, "", teaches(diary_of(raw, path, own))
    except ReliefError as refusal:
        return digest, str(refusal), False


def diary_of(raw: bytes, path: Path, own: PatientInfusions) -> Diary:
    """A patient's diary with the infusions. Raises ReliefError."""
    return read_diary(decoded(raw, path), own.infusions)


def _read_infusions(directory: Path) -> tuple[CohortInfusions, Any]:
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
        return read_cohort_infusions(decoded(raw, path)), digest
    except CohortError as refusal:
        raise CohortError(f"{path}: {refusal}") from None


def answers_key(cohort: Cohort, out: Path) -> str:
    """A digest of all that these answers hang on."""
    return hashlib.sha256(f"{cohort.key} {out.resolve()}".encode()).hexdigest()


def answer_everybody(
    cohort: Cohort, priors: ClinicPriors, out: Path, spreader: Spreader, progress: ProgressLine
) -> int:
    """Write a line of JSON for each patient; returns how many were refused."""
    key = answers_key(cohort, out)
    part = out.with_name(f"{out.name}.{key[:12]}.part")
    for other in _parts(out):
        if other != part:
            other.unlink()
    with _appended(part) as file:
        done, refused = _written(file, cohort.patients)
        left = [(one, cohort.refused.get(one[0])) for one in cohort.patients[done:]]
        for line in spreader(partial(_answer, priors=priors), left):
            file.write(line)
            file.flush()
            done += 1
            refused += _REFUSED in line
            progress.now(f"answering, {done:,} of {len(cohort.patients):,}")
        os.fsync(file.fileno())
        os.replace(part, out)
    progress.line(f"{done:,} patients answered in {out}, {refused:,} of them refused")
    return refused


def _answer(one: tuple[Patient, str | None], priors: ClinicPriors) -> bytes:
    (name, path, own), refused = one
    answers: dict[str, Any] = {"refused": refused}
    if refused is None:
        try:
            diary = diary_of(read_bytes(path), path, own)
            answers = report(fit(diary, priors.of(*own.group)))
        except ReliefError as refusal:
            answers = {"refused": f"{path.name}: {refusal}"}
    return (json.dumps({"id": name} | answers) + "\n").encode()


def _parts(out: Path) -> list[Path]:
    """Part files of these answers, of whatever was put in."""
    name = re.compile(rf"{re.escape(out.name)}\.[0-9a-f]{{12}}\.part")
    return [path for path in out.parent.iterdir() if name.fullmatch(path.name)]


@contextmanager
def _appended(part: Path) -> Iterator[IO[bytes]]:
    """The part file, made when missing, for this process alone."""
    try:
        file = part.open("a+b")
    except OSError as error:
        raise CohortError(f"cannot write {part}: {error.strerror}") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CohortError(f"another run is writing {part}") from None
        yield file


def _written(file: IO[bytes], patients: Sequence[Patient]) -> tuple[int, int]:
    """How many patients' whole lines stand at the start of a part file, and how many of these say refused.

    What follows them is cut off.
    """
    file.seek(0)
    done = refused = end = 0
    for (name, _, _), line in zip(patients, file, strict=False):
        if not line.startswith(f'{{"id": {json.dumps(name)}, '.encode()) or not line.endswith(b"}\n"):
            break
        done, refused, end = done + 1, refused + (_REFUSED in line), end + len(line)
    file.truncate(end)
    file.seek(end)
    return done, refused
