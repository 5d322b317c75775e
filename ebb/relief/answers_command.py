"""Everybody's answers, a line of JSON each, going on where they were stopped."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

from ebb.relief.cohort import CohortError
from ebb.relief.errors import ReliefError
from ebb.relief.files_command import read_bytes
from ebb.relief.learn import Spreader
from ebb.relief.patients_command import Cohort, Patient, diary_of
from ebb.relief.priors_file import ClinicPriors
from ebb.relief.progress import Progress
from ebb.relief.report import report
from ebb.relief.result import fit


def answers_key(cohort: Cohort, out: Path) -> str:
    """A digest of all that these answers hang on."""
    return hashlib.sha256(f"{cohort.key} {out.resolve()}".encode()).hexdigest()


def answer_everybody(cohort: Cohort, priors: ClinicPriors, out: Path, spreader: Spreader, tell: Progress) -> int:
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
            tell.now(f"answering, {done:,} of {len(cohort.patients):,}")
        os.fsync(file.fileno())
        os.replace(part, out)
    tell.line(f"{done:,} patients answered in {out}, {refused:,} of them refused")
    return refused


_REFUSED = b', "refused": '


def _answer(one: tuple[Patient, str | None], priors: ClinicPriors) -> bytes:
    (name, path, course), refused = one
    answers: dict[str, Any] = {"refused": refused}
    if refused is None:
        try:
            diary = diary_of(read_bytes(path), path, course)
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
