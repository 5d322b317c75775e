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
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from bench.relief_worlds import ON_THE_SCALE
from ebb.relief import PUBLISHED, Spread
from ebb.relief.clinic_priors import read_priors
from ebb.relief.worlds import WEEKLY_SIX, Calendar, own

TRUTH = replace(
    PUBLISHED,
    baseline=Spread(6.0, 1.0),
    relief=Spread(0.8, 0.4),
    visit_sd=0.3,
    log_half_life=Spread(float(np.log(12.0)), 0.5),
    log_sigma=Spread(float(np.log(0.9)), 0.25),
)
"""How the invented clinic's patients differ; what is learnt can be held against it."""

STAGES = ("patients read", "priors written", "patients answered")
"""What the progress says at the end of each."""

CALENDAR = Calendar(WEEKLY_SIX.infusion_days, known_days=40, later_days=0)
MISSING = 0.1

COMMAND = """
import sys
from pathlib import Path
from ebb.relief.cohort_command import run_cohort
clinic, priors, answers, processes = sys.argv[1:]
sys.exit(run_cohort(Path(clinic), Path(priors), Path(answers), processes=int(processes)))
"""

TICKS_PER_S = os.sysconf("SC_CLK_TCK")
EVERY_S = 0.25


@dataclass
class Run:
    """Seconds on the clock at the end of each stage; of each process, the first first, seconds of the processor and MiB
    at the peak."""

    stages: list[float] = field(default_factory=list)
    cpu: dict[int, float] = field(default_factory=dict)
    peak: dict[int, float] = field(default_factory=dict)
    failed: str = ""


def clinics(numbers: list[int], processes: int, seed: int) -> None:
    print(f"\nA clinic's patients with 90 days, 6 infusions and one day in ten left out; {processes} processes:")
    print("  patients: s on the clock, read + learnt + answered; s of the processor; MiB at the peak of each process")
    for number in numbers:
        with tempfile.TemporaryDirectory(prefix="ebb-bench-") as name:
            folder = Path(name)
            _write_clinic(folder / "clinic", number, seed)
            run = _run(folder, processes)
            if run.failed:
                print(f"  {number:,}: failed, {run.failed}")
                return
            whole = run.stages[-1]
            stages = " + ".join(f"{seconds:.1f}" for seconds in np.diff([0.0, *run.stages]))
            print(f"  {number:,}: {whole:.0f} ({stages}), {1000 * whole / number:.1f} ms a patient; ", end="")
            print(f"{sum(run.cpu.values()):.0f}; {', '.join(f'{mib:.0f}' for mib in run.peak.values())}", flush=True)
            _compare(folder / "priors.json")


def _write_clinic(clinic: Path, number: int, seed: int) -> None:
    clinic.mkdir()
    rng = np.random.default_rng([seed, 3])
    with (clinic / "infusions.csv").open("w") as infusions:
        infusions.write("patient,day\n")
        for name in (f"p{place:06}" for place in range(number)):
            person = own(rng, TRUTH, CALENDAR, whole_numbers=True, missing=MISSING, level_within=ON_THE_SCALE)
            rows = "".join(f"{day:.0f},{pain:.0f}\n" for day, pain in zip(*person.known, strict=True))
            (clinic / f"{name}.csv").write_text(f"day,pain\n{rows}")
            infusions.writelines(f"{name},{day:.0f}\n" for day in CALENDAR.infusion_days)


def _run(folder: Path, processes: int) -> Run:
    run, log = Run(), folder / "progress.txt"
    files = [str(folder / name) for name in ("clinic", "priors.json", "answers.jsonl")]
    command = [sys.executable, "-c", COMMAND, *files, str(processes)]
    start, here = time.perf_counter(), Path(__file__).parents[1]
    with log.open("w") as progress, subprocess.Popen(command, stderr=progress, cwd=here) as process:
        while process.poll() is None:
            for pid in _family(process.pid):
                _measure(run, pid)
            done = log.read_text()
            run.stages += [time.perf_counter() - start for line in STAGES[len(run.stages) : -1] if line in done]
            with suppress(subprocess.TimeoutExpired):
                process.wait(EVERY_S)
    if process.returncode:
        run.failed = f"status {process.returncode}: {' '.join(log.read_text().splitlines()[-1:])}"
    run.stages.append(time.perf_counter() - start)
    return run


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _measure(run: Run, pid: int) -> None:
    """Note a process's time and peak; of one that has ended, what was noted before stays."""
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
    each = [f"{name} {a.mean:.2f}, {a.sd:.2f} against {b.mean:.2f}, {b.sd:.2f}" for name, a, b in pairs]
    print(f"    {'; '.join(each)}; visit_sd {learnt.visit_sd:.2f} against {TRUTH.visit_sd:.2f}")
