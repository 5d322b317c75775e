"""`ebb alarms`: the alarms a recording would have raised, one line of JSON a step."""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from ebb.command import CommandParser, UsageError, exit_status, read_json
from ebb.pathway.alarms import AlarmLimit, Sample, Transition, begin, own_limits, step
from ebb.pathway.cuff_readings import CuffReading, after_message, cuff_numbers, without_cuff
from ebb.pathway.observations import Baseline
from ebb.pathway.vital_signs import is_plausible
from ebb.recording import RecordingError, rows

CHANGEABLE = {"bound", "at_bound", "hysteresis", "delay_s", "clear_s", "confirm_s"}
NAMING = {"parameter", "side", "priority"}
START = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the recording's own zero."""

BASELINE = re.compile(r"\s*(\d{2,3})\s*/\s*(\d{2,3})(?:\s+hr\s+(\d{2,3}))?\s*", re.IGNORECASE | re.ASCII)


def baseline_from(text: str) -> Baseline:
    """The signed start value from words such as `130/80 hr 72`."""
    match = BASELINE.fullmatch(text)
    if match is None or int(match[1]) <= int(match[2]):
        raise UsageError(f'--baseline is {text!r}; it should look like "130/80 hr 72"')
    sys_mmhg, dia_mmhg, rate = match.groups()
    return Baseline(
        nibp_sys_mmhg=Decimal(sys_mmhg), nibp_dia_mmhg=Decimal(dia_mmhg), hr_per_min=Decimal(rate) if rate else None
    )


def changed_limits(limits: Iterable[AlarmLimit], changes: Any) -> tuple[AlarmLimit, ...]:
    """The limits with a person's own in their place; each change names one by parameter, side and priority."""
    changed = list(limits)
    if not isinstance(changes, list):
        raise UsageError("the limits file is no list of limits")
    for change in changes:
        if not isinstance(change, dict) or not change.keys() >= NAMING or not change.keys() <= NAMING | CHANGEABLE:
            raise UsageError(
                f"a limit has {', '.join(sorted(NAMING))} and any of {', '.join(sorted(CHANGEABLE))}, not {change!r}"
            )
        _check_kinds(change)
        places = [
            place
            for place, limit in enumerate(changed)
            if all(getattr(limit, name) == change[name] for name in NAMING) and not limit.with_symptoms
        ]
        if not places:
            raise UsageError(f"no limit is called {change['parameter']} {change['side']} {change['priority']}")
        own = {name: value for name, value in change.items() if name in CHANGEABLE}
        changed[places[0]] = replace(changed[places[0]], **own, source="limits file")
    return tuple(changed)


def _check_kinds(change: dict[str, Any]) -> None:
    for name in CHANGEABLE & change.keys():
        kind = bool if name == "at_bound" else (int, float)
        value = change[name]
        if not isinstance(value, kind) or (name != "at_bound" and (isinstance(value, bool) or not 0 <= value < 10_000)):
            raise UsageError(f"{name} is {value!r}, which no limit can have")


def samples(lines: Iterable[str]) -> list[Sample]:
    """The rows of a recording for the alarm machine: an empty cell and a number beyond its range are no news.

    Raises RecordingError for a line that cannot be used, and for an instant that comes twice.
    """
    taken: list[Sample] = []
    cuff = CuffReading()
    for row in rows(lines):
        at = START + timedelta(seconds=row.time_s)
        if taken and at <= taken[-1].at:
            raise RecordingError(row.line, f"time_s is {row.time_s:g} again")
        values = {column: number for column, number in row.values.items() if is_plausible(column, number)}
        cuff = after_message(cuff, cuff_numbers(values), at)
        taken.append(Sample(at, values if cuff.is_new else without_cuff(values)))
    return taken


def interval_s(taken: Sequence[Sample]) -> float:
    """How often the recording has a row, as the middle of its steps; one second when it has fewer than two."""
    steps = [(after.at - before.at).total_seconds() for before, after in pairwise(taken)]
    return median(steps) if steps else 1


def transitions(recorded: Sequence[Sample], limits: Iterable[AlarmLimit]) -> list[Transition]:
    """Every step of every alarm in a recording, in the order it happened."""
    state = begin(limits, interval_s=interval_s(recorded))
    found: list[Transition] = []
    for sample in recorded:
        state, more = step(state, sample)
        found += more
    return found


def as_line(one: Transition) -> str:
    """One step as the line that `ebb alarms` prints."""
    return json.dumps(
        {
            "at_s": (one.at - START).total_seconds(),
            "parameter": one.parameter,
            "kind": one.kind,
            "priority": one.priority,
            "state": one.state,
            "value": one.value,
        }
    )


def run(argv: Sequence[str]) -> int:
    """Print the steps and answer 0; a usage error is one line and 2."""
    return exit_status("ebb alarms", _print_transitions, argv, RecordingError, UnicodeDecodeError)


def _print_transitions(argv: Sequence[str]) -> int:
    parser = CommandParser(prog="ebb alarms", description=__doc__)
    parser.add_argument("recording", metavar="RECORDING.csv")
    parser.add_argument("--baseline", metavar='"130/80 hr 72"')
    parser.add_argument("--limits", metavar="FILE")
    options = parser.parse_args(argv)
    limits = own_limits(None if options.baseline is None else baseline_from(options.baseline))
    if options.limits is not None:
        limits = changed_limits(limits, read_json(options.limits))
    with Path(options.recording).open(encoding="utf-8", newline="") as lines:
        recorded = samples(lines)
    for one in transitions(recorded, limits):
        sys.stdout.write(as_line(one) + "\n")
    return 0
