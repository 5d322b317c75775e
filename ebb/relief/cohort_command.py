"""`ebb relief --cohort`: a folder of diaries in; the clinic's priors and, when asked for, everybody's answers out.

Work goes on where it was stopped: passes made stand in a state file beside the priors, answers given in a part file
beside the answers. Both belong to a digest of all that went in, this room's source included.
"""

from __future__ import annotations

import csv
import fcntl
import hashlib
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, Any, TextIO

from ebb.relief.cohort import CohortError, Course, Courses, State, read_courses, read_state
from ebb.relief.diary import Diary
from ebb.relief.errors import DiaryError, ReliefError
from ebb.relief.groups import Finding, Group, apart, asked
from ebb.relief.learn import MOST_PEOPLE, Pass, Spreader, drawn, learn, teaches
from ebb.relief.priors_file import ClinicPriors, priors_text, read_priors
from ebb.relief.processes_command import spread_over
from ebb.relief.reading import read_diary
from ebb.relief.report import report
from ebb.relief.result import fit

INFUSIONS = "infusions.csv"
MOST_BYTES, MOST_BYTES_OF_INFUSIONS = 10_000_000, 1_000_000_000
MOST_IN_GROUPS = 600
"""People looked at to tell groups apart, all groups together."""

DONE, SOME_REFUSED, STOPPED = 0, 1, 130

Patient = tuple[str, Path, Course]


def run_cohort(
    directory: Path,
    priors_out: Path,
    answers_out: Path | None = None,
    *,
    processes: int = 2,
    told: TextIO | None = None,
) -> int:
    """Learn the priors of the diaries in a folder, and answer each diary under them; returns the exit status.

    0: done. 1: done, and some diaries could not be read; each is named with its row. 130: interrupted, and the same
    call goes on. told: where progress is told, standard error unless given. Raises CohortError for a call that cannot
    be understood.
    """
    tell = Progress(told or sys.stderr)
    _refuse_mixed_up(directory, priors_out, answers_out)
    try:
        with spread_over(processes) as spreader:
            return _run(Cohort.of(directory, spreader, tell), priors_out, answers_out, spreader, tell)
    except KeyboardInterrupt:
        tell.line("stopped; the same command goes on from here")
        return STOPPED
    except BrokenProcessPool:
        tell.line("a process was ended from outside; the same command goes on from here")
        return STOPPED


class Progress:
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
        return [_diary(_bytes(path), path, course) for path, course in chosen]


def _run(cohort: Cohort, priors_out: Path, answers_out: Path | None, spreader: Spreader, tell: Progress) -> int:
    kept = Kept(priors_out.with_name(f"{priors_out.name}.state"), cohort.key)
    text = _learnt(cohort, kept, spreader, tell)
    _write_whole(priors_out, text)
    priors = read_priors(text)
    tell.line(f"priors written to {priors_out}: {priors.why}")
    refused = len(cohort.refused)
    if answers_out is not None:
        refused = _answer_all(cohort, priors, answers_out, kept, spreader, tell)
    return SOME_REFUSED if refused else DONE


class Kept:
    """The state, whole on disk after each change."""

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        self.state = read_state(_text(path), key) if path.is_file() else State(key)
        _write_whole(path, self.state.text)

    def keep(self, state: State) -> None:
        self.state = state
        _write_whole(self._path, state.text)


def _learnt(cohort: Cohort, kept: Kept, spreader: Spreader, tell: Progress) -> str:
    """The text of the priors' file."""

    def on_pass(one: Pass) -> None:
        kept.keep(kept.state.with_pass(one))
        tell.now(f"learning, pass {len(kept.state.pooled)}: log likelihood {one.log_likelihood:,.1f}")

    def on_group_pass(group: Group, one: Pass) -> None:
        kept.keep(kept.state.with_group_pass(group, one))
        tell.now(f"telling groups apart: {' under '.join(part or 'none' for part in group)}")

    people = cohort.sample(cohort.teaching, MOST_PEOPLE)
    learnt = learn(people, made=kept.state.pooled, on_pass=on_pass, spreader=spreader)
    findings: dict[Group, Finding] = {}
    why = learnt.why
    if learnt.passes:
        counts = Counter(course.group for _, _, course in cohort.teaching)
        groups = asked(counts)
        each = MOST_IN_GROUPS // max(len(groups), 1)
        members = {group: [one for one in cohort.teaching if one[2].group == group] for group in groups}
        diaries = {group: cohort.sample(those, each) for group, those in members.items()}
        findings = apart(diaries, learnt.priors, made=kept.state.groups, on_pass=on_group_pass, spreader=spreader)
        if len(counts) > len(groups):
            why += f"; {len(counts) - len(groups)} groups not looked at share the pooled priors"
    for group, finding in findings.items():
        tell.line(f"{' under '.join(part or 'none' for part in group)}: {finding.why}")
    return priors_text(learnt.priors, findings, len(cohort.teaching), learnt.people, why)


def _answer_all(cohort: Cohort, priors: ClinicPriors, out: Path, kept: Kept, spreader: Spreader, tell: Progress) -> int:
    """Write a line of JSON for each patient; returns how many were refused."""
    key = hashlib.sha256(f"{cohort.key} {out.resolve()}".encode()).hexdigest()
    if kept.state.answered == key and out.is_file():
        tell.line(f"{out} holds the answers already")
        return len(cohort.refused)
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
            tell.now(f"answering, {done:,} of {len(cohort.patients):,}")
        os.fsync(file.fileno())
        os.replace(part, out)
    kept.keep(replace(kept.state, answered=key))
    tell.line(f"{done:,} patients answered in {out}, {refused:,} of them refused")
    return refused


_REFUSED = b', "refused": '


def _answer(one: tuple[Patient, str | None], priors: ClinicPriors) -> bytes:
    (name, path, course), refused = one
    answers: dict[str, Any] = {"refused": refused}
    if refused is None:
        try:
            diary = _diary(_bytes(path), path, course)
            answers = report(fit(diary, priors.of(*course.group)))
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


def _look(one: Patient) -> Look:
    _, path, course = one
    try:
        raw = _bytes(path)
        digest = hashlib.sha256(raw).hexdigest()
    except CohortError as refusal:
        return Look("", str(refusal), False)
    try:
        return Look(digest, None, teaches(_diary(raw, path, course)))
    except ReliefError as refusal:
        return Look(digest, str(refusal), False)


def _diary(raw: bytes, path: Path, course: Course) -> Diary:
    try:
        return read_diary(_decoded(raw, path), course.infusions)
    except csv.Error as error:
        raise DiaryError(f"this is no CSV: {error}") from None


def _courses(directory: Path) -> tuple[Courses, Any]:
    """Everybody's infusions, and a digest begun with this room's source and their file."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    if not directory.is_dir():
        raise CohortError(f"{directory} is no folder")
    path = directory / INFUSIONS
    raw = _bytes(path, MOST_BYTES_OF_INFUSIONS)
    digest.update(hashlib.sha256(raw).digest())
    try:
        return read_courses(_decoded(raw, path)), digest
    except CohortError as refusal:
        raise CohortError(f"{path}: {refusal}") from None


def _refuse_mixed_up(directory: Path, *outs: Path | None) -> None:
    named = [out.resolve() for out in outs if out is not None]
    if len(set(named)) < len(named):
        raise CohortError(f"priors and answers cannot both be written to {named[0]}")
    for out in named:
        if out.parent == directory.resolve() and out.suffix == ".csv":
            raise CohortError(f"{out} would stand among the diaries; give it another name or folder")
        if out.is_dir() or not out.parent.is_dir():
            raise CohortError(f"cannot write {out}: it must be a file in a folder that exists")


def _text(path: Path) -> str:
    return _decoded(_bytes(path), path)


def _bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    try:
        if path.stat().st_size > most:
            raise CohortError(f"{path} is larger than {most:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise CohortError(f"cannot read {path}: {error.strerror}") from None


def _decoded(raw: bytes, path: Path) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise CohortError(f"{path} is not text in UTF-8") from None


def _write_whole(path: Path, text: str) -> None:
    """The old file or the new one stands there at any moment, never a piece."""
    new = path.with_name(f"{path.name}.new")
    try:
        with new.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    except OSError as error:
        raise CohortError(f"cannot write {path}: {error.strerror}") from None
