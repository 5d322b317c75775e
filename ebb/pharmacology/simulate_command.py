"""`ebb simulate`: a regimen and a person in, concentrations as CSV out."""

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from ebb.pharmacology.catalogue import MODELS, find_model
from ebb.pharmacology.errors import PharmacologyError
from ebb.pharmacology.people import Patient
from ebb.pharmacology.regimen import Regimen
from ebb.pharmacology.result import Result
from ebb.pharmacology.simulation import simulate

USAGE_ERROR = 2


class UsageError(PharmacologyError):
    """The command line cannot be understood."""


def csv_rows(result: Result) -> list[str]:
    """The first person's concentrations as lines of CSV, with a heading, 12 significant digits.

    Columns: time_min, conc_ng_ml and, when the result has an effect site, ce_ng_ml.
    """
    columns = {"time_min": result.times_min, "conc_ng_ml": result.cp_ng_ml[0]}
    if result.ce_ng_ml is not None:
        columns["ce_ng_ml"] = result.ce_ng_ml[0]
    lines = [",".join(f"{value:.12g}" for value in row) for row in zip(*columns.values(), strict=True)]
    return [",".join(columns), *lines]


def run(argv: Sequence[str]) -> int:
    """Answer `ebb simulate` with these arguments; returns the exit status.

    The CSV goes to standard output. What lies outside the model's studied range is said on standard error; so, in one
    line and with status 2, is whatever cannot be answered.
    """
    try:
        result = _asked(_parser().parse_args(argv))
    except PharmacologyError as refusal:
        sys.stderr.write(f"ebb simulate: {' '.join(str(refusal).split())}\n")
        return USAGE_ERROR
    sys.stdout.write("\n".join(csv_rows(result)) + "\n")
    for reason in result.outside.reasons:
        sys.stderr.write(f"ebb simulate: note: {result.model.id}: {reason.message}\n")
    return 0


class _OneLineParser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see ebb simulate --help")


def _parser() -> argparse.ArgumentParser:
    parser = _OneLineParser(prog="ebb simulate", description="Concentrations after a regimen, as CSV.")
    parser.add_argument("--model", required=True, help=f"one of {', '.join(MODELS)}")
    parser.add_argument("--regimen", required=True, help="such as 'bolus 10 mg @0 min; infusion 12 mg/h 0-60 min'")
    parser.add_argument("--weight", required=True, type=float, help="kg")
    parser.add_argument("--age", required=True, type=float, help="years")
    parser.add_argument("--times", required=True, type=_minutes, help="minutes, rising, parted by commas")
    parser.add_argument("--ke0", type=float, help="per minute; adds the effect site")
    return parser


def _minutes(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no list of minutes; write it like 5,10,20") from None


def _asked(options: argparse.Namespace) -> Result:
    model = find_model(options.model)
    patient = Patient(options.weight, options.age)
    return simulate(
        model, Regimen.parse(options.regimen, drug=model.drug), patient, options.times, ke0_per_min=options.ke0
    )
