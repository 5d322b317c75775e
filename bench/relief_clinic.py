"""A whole clinic at once: its priors learnt and everybody answered, by more and more patients.

The patients are invented one at a time and written to files; another process then does what `ebb relief --cohort` does,
and its progress, processor time and memory, and those of the processes it starts, are looked at from outside.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from bench.relief_people import ON_THE_SCALE
from bench.relief_times import WEEKLY
from ebb.relief import PUBLISHED, Spread
from ebb.relief.clinic_priors import read_priors
from ebb.relief.worlds import Calendar, own

TRUTH = replace(
    PUBLISHED,
    baseline=Spread(6.0, 1.0),
    relief=Spread(0.8, 0.4),
    visit_sd=0.3,
    log_half_life=Spread(float(np.log(12.0)), 0.5),
    log_sigma=Spread(float(np.log(0.9)), 0.25),
)
"""How the invented clinic's patients differ; what is learnt can be held against it."""

VALUE_FIELDS = {"patients read": "reading", "priors written": "learning", "patients answered": "answering"}
CALENDAR = Calendar(WEEKLY[:6], known_days=40, later_days=0)
MISSING = 0.1

COMMAND = """
import sys
from pathlib import Path
from ebb.relief.cohort_command import run_cohort
clinic, priors, answers, processes = sys.argv[1:]
sys.exit(run_cohort(Path(clinic), Path(priors), Path(answers), processes=int(processes)))
"""

HERE = Path(__file__).parents[1]
CLINIC, PRIORS, ANSWERS = "clinic", "priors.json", "answers.jsonl"

TICKS_PER_S = os.sysconf("SC_CLK_TCK")
EVERY_S = 0.25


@dataclass
class Run:
    """Seconds on the clock by stage; of each process, the first first, seconds of the processor and MiB at the peak."""

    stages: dict[str, float] = field(default_factory=dict)
    cpu: dict[int, float] = field(default_factory=dict)
    peak: dict[int, float] = field(default_factory=dict)
    failed: str = ""


def clinics(numbers: list[int], processes: int, seed: int) -> None:
    print(f"\nA clinic's patients with 90 days, 6 infusions and one day in ten left out; {processes} processes:")
    print("  patients: s on the clock, read + learnt + answered; s of the processor; MiB at the peak of each process")
    for number in numbers:
        with tempfile.TemporaryDirectory(prefix="ebb-bench-") as name:
            folder = Path(name)
            _write(folder / CLINIC, number, seed)
            run = _run(folder, processes)
            if run.failed:
                print(f"  {number:,}: failed, {run.failed}")
                return
            print(f"  {number:,}: {_told(run, number)}", flush=True)
            _compare(folder / PRIORS)


def _told(run: Run, number: int) -> str:
    whole = sum(run.stages.values())
    stages = " + ".join(f"{seconds:.1f}" for seconds in run.stages.values())
    peaks = ", ".join(f"{peak:.0f}" for peak in run.peak.values())
    return f"{whole:.0f} ({stages}), {1000 * whole / number:.1f} ms a patient; {sum(run.cpu.values()):.0f}; {peaks}"


def _write(clinic: Path, number: int, seed: int) -> None:
    clinic.mkdir()
    rng = np.random.default_rng([seed, 3])
    with (clinic / "infusions.csv").open("w") as infusions:
        infusions.write("patient,day\n")
        for name in (f"p{place:06}" for place in range(number)):
            one = own(rng, TRUTH, CALENDAR, whole_numbers=True, missing=MISSING, level_within=ON_THE_SCALE)
            rows = zip(*one.known, strict=True)
            (clinic / f"{name}.csv").write_text("day,pain\n" + "".join(f"{day:.0f},{pain:.0f}\n" for day, pain in rows))
            infusions.writelines(f"{name},{day:.0f}\n" for day in CALENDAR.infusion_days)


def _run(folder: Path, processes: int) -> Run:
    run, told = Run(), folder / "told.txt"
    files = (str(folder / name) for name in (CLINIC, PRIORS, ANSWERS))
    command = [sys.executable, "-c", COMMAND, *files, str(processes)]
    start = time.perf_counter()
    with told.open("w") as progress, subprocess.Popen(command, stderr=progress, cwd=HERE) as process:
        while not _ended(process):
            for one in _family(process.pid):
                _look(run, one)
            reached = told.read_text()
            for line, stage in VALUE_FIELDS.items():
                if line in reached and stage not in run.stages:
                    run.stages[stage] = time.perf_counter() - start - sum(run.stages.values())
    if process.returncode:
        run.failed = f"status {process.returncode}: {' '.join(told.read_text().splitlines()[-1:])}"
    left = time.perf_counter() - start - sum(run.stages.values())
    run.stages["answering"] = run.stages.get("answering", 0.0) + left
    return run


def _ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether it has, by the time for the next look."""
    try:
        process.wait(EVERY_S)
    except subprocess.TimeoutExpired:
        return False
    return True


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _look(run: Run, pid: int) -> None:
    """Note a process's time and peak; one that ended a moment ago keeps what was noted before."""
    try:
        spent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return
    if "VmHWM:" in status:
        run.cpu[pid] = (int(spent[11]) + int(spent[12])) / TICKS_PER_S
        run.peak[pid] = int(status.split("VmHWM:")[1].split()[0]) / 1024


def _compare(path: Path) -> None:
    priors = read_priors(path.read_text())
    learnt = priors.of("", "")
    print(f"    {priors.why}; learnt against the truth, mean and sd:")
    names = ("baseline", "relief", "log_half_life", "log_sigma")
    pairs = ((name, getattr(learnt, name), getattr(TRUTH, name)) for name in names)
    told = [f"{name} {a.mean:.2f}, {a.sd:.2f} against {b.mean:.2f}, {b.sd:.2f}" for name, a, b in pairs]
    print(f"    {'; '.join(told)}; visit_sd {learnt.visit_sd:.2f} against {TRUTH.visit_sd:.2f}")
