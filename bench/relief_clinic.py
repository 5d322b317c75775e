"""A whole clinic at once: its priors learnt and everybody answered, by more and more patients.

The patients are invented one at a time and written to files; another process then does what `ebb relief --cohort` does,
and its progress, processor time and memory, with those of the processes it starts, are looked at from outside.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
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


def clinics(numbers: list[int], processes: int, seed: int) -> None:
    print(f"\nA clinic's patients with 90 days, 6 infusions and one day in ten left out; {processes} processes:")
    print("  patients: s on the clock, read + learnt + answered; s of the processor; MiB at the largest process's peak")
    for number in numbers:
        with tempfile.TemporaryDirectory(prefix="ebb-bench-") as name:
            folder = Path(name)
            _write_clinic(folder / "clinic", number, seed)
            stages, cpu_s, peak_mib = _run(folder, processes)
            whole, each = stages[-1], " + ".join(f"{seconds:.1f}" for seconds in np.diff([0.0, *stages]))
            print(f"  {number:,}: {whole:.0f} ({each}), {1000 * whole / number:.1f} ms a patient; ", end="")
            print(f"{cpu_s:.0f}; {peak_mib:.0f}", flush=True)
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


def _run(folder: Path, processes: int) -> tuple[list[float], float, float]:
    """Seconds on the clock at the end of each stage, seconds of the processor, and MiB at the largest process's peak.

    Raises CalledProcessError when not everybody was answered.
    """
    files = [str(folder / name) for name in ("clinic", "priors.json", "answers.jsonl")]
    command = [sys.executable, "-c", COMMAND, *files, str(processes)]
    start, stages = time.perf_counter(), []
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]) as process:
        for line in process.stderr:
            stages += [time.perf_counter() - start for stage in STAGES if stage in line]
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command[3:], stderr=line)
    return stages, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _compare(path: Path) -> None:
    priors = read_priors(path.read_text())
    learnt = priors.of("", "")
    print(f"    {priors.why}; learnt against the truth, mean and sd:")
    names = ("baseline", "relief", "log_half_life", "log_sigma")
    pairs = ((name, getattr(learnt, name), getattr(TRUTH, name)) for name in names)
    each = [f"{name} {a.mean:.2f}, {a.sd:.2f} against {b.mean:.2f}, {b.sd:.2f}" for name, a, b in pairs]
    print(f"    {'; '.join(each)}; visit_sd {learnt.visit_sd:.2f} against {TRUTH.visit_sd:.2f}")
