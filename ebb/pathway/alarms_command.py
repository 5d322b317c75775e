"""`ebb alarms`: what the alarm machine says to a recording, one line of JSON a step."""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from ebb.pathway.alarms import Limit, Sample, Transition, begin, limits_for, step
from ebb.pathway.baseline import Baseline
from ebb.pathway.recording import RecordingError, interval_s, samples, seconds

CHANGEABLE = {"bound", "at_bound", "hysteresis", "delay_s", "clear_s", "confirm_s"}
NAMING = {"parameter", "side", "priority"}
BASELINE = re.compile(r"\s*(\d{2,3})\s*/\s*(\d{2,3})(?:\s+hr\s+(\d{2,3}))?\s*", re.IGNORECASE | re.ASCII)


class UsageError(Exception):
    """What was asked for cannot be done; the message is one line for the person who typed it."""


def baseline_from(text: str) -> Baseline:
    """The signed start value from words such as `130/80 hr 72`."""
    match = BASELINE.fullmatch(text)
    if match is None or int(match[1]) <= int(match[2]):
        raise UsageError(f'--baseline is {text!r}; it should look like "130/80 hr 72"')
    sys_mmhg, dia_mmhg, rate = match.groups()
    return Baseline(
        nibp_sys_mmhg=Decimal(sys_mmhg), nibp_dia_mmhg=Decimal(dia_mmhg), hr_per_min=Decimal(rate) if rate else None
    )


def changed_limits(limits: Iterable[Limit], changes: Any) -> tuple[Limit, ...]:
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


def transitions(taken: Sequence[Sample], limits: Iterable[Limit]) -> list[Transition]:
    """Every step of every alarm in a recording, in the order it happened."""
    state = begin(limits, interval_s=interval_s(list(taken)))
    told: list[Transition] = []
    for sample in taken:
        state, more = step(state, sample)
        told += more
    return told


def as_line(one: Transition) -> str:
    """One step as the line that `ebb alarms` prints."""
    return json.dumps(
        {
            "at_s": seconds(one.at),
            "parameter": one.parameter,
            "kind": one.kind,
            "priority": one.priority,
            "state": one.state,
            "value": one.value,
        }
    )


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


def _read_json(path: str) -> Any:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise UsageError(f"{path}: line {error.lineno} is no JSON") from None
    except (ValueError, RecursionError):
        raise UsageError(f"{path} is no JSON that can be read") from None


def run(argv: Sequence[str]) -> int:
    """Print the steps and answer 0; a usage error is one line and 2."""
    parser = _Parser(prog="ebb alarms", description=__doc__)
    parser.add_argument("recording", metavar="RECORDING.csv")
    parser.add_argument("--baseline", metavar='"130/80 hr 72"')
    parser.add_argument("--limits", metavar="FILE")
    try:
        asked = parser.parse_args(argv)
        limits = limits_for(None if asked.baseline is None else baseline_from(asked.baseline))
        if asked.limits is not None:
            limits = changed_limits(limits, _read_json(asked.limits))
        with Path(asked.recording).open(encoding="utf-8", newline="") as lines:
            taken = samples(lines)
    except (UsageError, RecordingError, OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"ebb alarms: {error}\n")
        return 2
    for one in transitions(taken, limits):
        sys.stdout.write(as_line(one) + "\n")
    return 0
