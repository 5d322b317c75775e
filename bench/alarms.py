"""Alarms an hour in recordings: plain thresholds, the defaults, and limits of the recording's own resting values.

    python -m bench.alarms RECORDING.csv ... [--resting-min 60] [--rr 10]

Plain thresholds are the medium limits without delay or hysteresis, one alarm each time a number goes beyond. A value at
rest is the middle of what was measured in the first minutes; `--rr` signs another breathing rate as usual, as a
clinician may. A sustained event is two numbers in a row beyond a high limit; it is missed when no alarm on its side
stood by a minute after its end.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median

from ebb.pathway.alarms import AlarmLimit, Priority, Sample, Transition, limits_for, own_limits
from ebb.pathway.alarms.personal import OWN_LIMITS
from ebb.pathway.alarms_command import samples, transitions
from ebb.pathway.observations import Baseline

ABOUT = timedelta(minutes=1)


def at_rest(taken: Sequence[Sample], minutes: float) -> Baseline:
    """The middle of each vital sign in the first minutes; zeros are a probe that is off."""
    until = taken[0].at + timedelta(minutes=minutes)
    values = {
        column: [value for sample in taken if sample.at <= until and (value := sample.values.get(column))]
        for column in dict.fromkeys(own.parameter for own in OWN_LIMITS)
    }
    return Baseline(**{column: Decimal(str(median(found))) for column, found in values.items() if found})


def beyond(taken: Sequence[Sample], limit: AlarmLimit) -> list[list[datetime]]:
    """Each run of numbers in a row beyond a limit."""
    runs: list[list[datetime]] = [[]]
    for sample in taken:
        value = sample.values.get(limit.parameter)
        if value is None:
            continue
        if limit.beyond(value):
            runs[-1].append(sample.at)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def plain(taken: Sequence[Sample]) -> int:
    """Alarms of plain thresholds: those of the monitor's numbers, without carbon dioxide and scores."""
    medium = [own.default() for own in OWN_LIMITS]
    line = [replace(limit, parameter=limit.parameter.replace("nibp", "abp")) for limit in medium]
    return sum(len(beyond(taken, limit)) for limit in dict.fromkeys([*medium, *line]))


def missed(taken: Sequence[Sample], steps: Sequence[Transition]) -> tuple[int, int]:
    """Sustained events, and how many of them had no alarm."""
    high = [limit for limit in limits_for() if limit.priority is Priority.HIGH and not limit.with_symptoms]
    events = [(limit, run) for limit in high for run in beyond(taken, limit) if len(run) > 1]
    return len(events), sum(not _stood(steps, limit, run) for limit, run in events)


def _stood(steps: Iterable[Transition], limit: AlarmLimit, run: Sequence[datetime]) -> bool:
    own = [one for one in steps if (one.parameter, one.cause) == (limit.parameter, limit.side)]
    before = [one for one in own if one.at < run[0]]
    during = [one for one in own if run[0] <= one.at <= run[-1] + ABOUT]
    return bool(before and before[-1].state != "cleared") or any(one.state != "cleared" for one in during)


def report(path: Path, resting_min: float, rr: Decimal | None) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        taken = samples(lines)
    hours = (taken[-1].at - taken[0].at) / timedelta(hours=1)
    baseline = at_rest(taken, resting_min)
    baseline = baseline if rr is None or baseline.rr_per_min is None else replace(baseline, rr_per_min=rr)
    print(f"{path.name}: {hours:.2f} h, at rest {baseline}")
    print(f"  plain {plain(taken) / hours:.2f} an hour ({plain(taken)})")
    for name, limits in (("defaults", limits_for()), ("own limits", own_limits(baseline))):
        steps = transitions(taken, limits)
        raised = [one for one in steps if one.state == "raised"]
        clinical = sum(one.kind == "clinical" for one in raised)
        technical = len(raised) - clinical
        print(
            f"  {name} {clinical / hours:.2f} an hour ({clinical}), technical {technical / hours:.2f} ({technical});"
            " sustained events {}, missed {}".format(*missed(taken, steps))
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recordings", nargs="+", type=Path, metavar="RECORDING.csv")
    parser.add_argument("--resting-min", type=float, default=60)
    parser.add_argument("--rr", type=Decimal)
    options = parser.parse_args()
    for recording in options.recordings:
        report(recording, options.resting_min, options.rr)
