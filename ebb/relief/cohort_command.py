"""`ebb relief --cohort`: a folder of diaries in; the clinic's priors and, on request, everybody's answers out.

Work goes on where it was stopped: passes made stand in a state file beside the priors, answers given in a part file
beside the answers. Both belong to a digest of all that went in, this room's source included.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any, TextIO

from ebb.relief.clinic_priors import (
    Group,
    GroupFinding,
    group_name,
    groups_to_learn,
    learn_by_group,
    priors_text,
    read_priors,
)
from ebb.relief.cohort import CohortError, CohortState, read_state
from ebb.relief.cohort_files import Cohort, ProgressLine, answer_everybody, answers_key, read_text, write_whole
from ebb.relief.learn import MOST_PEOPLE, Pass, Spreader, learn

CHUNK = 5
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")

MOST_IN_GROUPS = 600
"""People looked at to tell groups apart, all groups together."""

DONE, SOME_REFUSED, STOPPED = 0, 1, 130


@contextmanager
def spread_over(processes: int) -> Iterator[Spreader]:
    """Something like `map` over so many processes; `map` itself for one.

    Processes are started afresh, with one thread for linear algebra each, and end when this one does, however it does.
    """
    if processes == 1:
        yield map
        return
    with _one_thread_each():
        pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), initializer=_begin)
        with _interrupts_held_back():
            started = [pool.submit(os.getpid) for _ in range(processes)]

        def spread(function: Callable[[Any], Any], things: Sequence[Any]) -> Iterable[Any]:
            return pool.map(function, things, chunksize=CHUNK)

        try:
            wait(started)
            yield spread
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin() -> None:
    """In a new process: its end comes with the first one's, at the latest."""
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """An interrupt comes after the block; processes begun in it never hear of one, not even while they load."""
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def run_cohort(
    directory: Path,
    priors_out: Path,
    answers_out: Path | None = None,
    *,
    processes: int = 2,
    stream: TextIO | None = None,
) -> int:
    """Learn the priors of the diaries in a folder, and answer each diary under them; returns the exit status.

    0: done. 1: done, and some diaries could not be read; each is named with its row. 130: interrupted, and the same
    call goes on. stream: where progress is written, standard error unless given. Raises ReliefError for a call that
    cannot be understood.
    """
    progress = ProgressLine(stream or sys.stderr)
    _refuse_mixed_up(directory, priors_out, answers_out)
    try:
        with spread_over(processes) as spreader:
            return _run(Cohort.of(directory, spreader, progress), priors_out, answers_out, spreader, progress)
    except KeyboardInterrupt:
        progress.line("stopped; the same command goes on from here")
        return STOPPED
    except BrokenProcessPool:
        progress.line("a process was ended from outside; the same command goes on from here")
        return STOPPED


def _run(cohort: Cohort, priors_out: Path, answers_out: Path | None, spreader: Spreader, progress: ProgressLine) -> int:
    state_file = priors_out.with_name(f"{priors_out.name}.state")
    state = read_state(read_text(state_file) if state_file.is_file() else "", cohort.key)
    write_whole(state_file, state.text)
    text = _learn_priors(cohort, state, state_file, spreader, progress)
    write_whole(priors_out, text)
    priors = read_priors(text)
    progress.line(f"priors written to {priors_out}: {priors.why}")
    refused = len(cohort.refused)
    if answers_out is not None:
        key = answers_key(cohort, answers_out)
        if state.answered == key and answers_out.is_file():
            progress.line(f"{answers_out} holds the answers already")
        else:
            refused = answer_everybody(cohort, priors, answers_out, spreader, progress)
            state.answered = key
            write_whole(state_file, state.text)
    return SOME_REFUSED if refused else DONE


def _learn_priors(
    cohort: Cohort, state: CohortState, state_file: Path, spreader: Spreader, progress: ProgressLine
) -> str:
    """The text of the priors' file; the state is whole on disk after each pass."""

    def note(made: list[Pass], one: Pass, stage: str) -> None:
        made.append(one)
        write_whole(state_file, state.text)
        progress.now(stage)

    def on_pass(one: Pass) -> None:
        note(state.pooled, one, f"learning, pass {len(state.pooled) + 1}: log likelihood {one.log_likelihood:,.1f}")

    def on_group_pass(group: Group, one: Pass) -> None:
        note(state.groups.setdefault(group, []), one, f"telling groups apart: {group_name(group)}")

    people = cohort.sample(cohort.teaching, MOST_PEOPLE)
    learnt = learn(people, made=state.pooled, on_pass=on_pass, spreader=spreader)
    findings: dict[Group, GroupFinding] = {}
    why = learnt.why
    if learnt.passes:
        counts = Counter(infusions.group for _, _, infusions in cohort.teaching)
        groups = groups_to_learn(counts)
        each = MOST_IN_GROUPS // max(len(groups), 1)
        members = {group: [one for one in cohort.teaching if one[2].group == group] for group in groups}
        diaries = {group: cohort.sample(those, each) for group, those in members.items()}
        findings = learn_by_group(diaries, learnt.priors, made=state.groups, on_pass=on_group_pass, spreader=spreader)
        if len(counts) > 1 and (others := len(counts) - len(groups)):
            why += f"; too small to be looked at, and under the pooled priors: {others} of {len(counts)} groups"
    for group, finding in findings.items():
        progress.line(f"{group_name(group)}: {finding.why}")
    return priors_text(learnt.priors, findings, len(cohort.teaching), learnt.people, why)


def _refuse_mixed_up(directory: Path, *outs: Path | None) -> None:
    named = [out.resolve() for out in outs if out is not None]
    if len(set(named)) < len(named):
        raise CohortError(f"priors and answers cannot both be written to {named[0]}")
    for out in named:
        if out.parent == directory.resolve() and out.suffix == ".csv":
            raise CohortError(f"{out} would stand among the diaries; give it another name or folder")
        if out.is_dir() or not out.parent.is_dir():
            raise CohortError(f"cannot write {out}: it must be a file in a folder that exists")
