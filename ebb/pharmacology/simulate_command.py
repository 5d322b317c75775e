"""`ebb simulate`: a regimen and a person in, concentrations as CSV out."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ebb.command import CommandParser, UsageError, exit_status
from ebb.pharmacology.catalogue import MODELS, find_model
from ebb.pharmacology.errors import PharmacologyError
from ebb.pharmacology.model import Model
from ebb.pharmacology.people import Participant
from ebb.pharmacology.regimen import Regimen
from ebb.pharmacology.result import SimulationResult, figure_of
from ebb.pharmacology.simulation import population, simulate

PROG = "ebb simulate"
BAND = (0.05, 0.5, 0.95)


def csv_rows(result: SimulationResult, analyte: str = "ketamine") -> list[str]:
    """Concentrations as lines of CSV under a heading, 12 significant digits.

    Columns for one person: time_min, conc_ng_ml and, when the result has an effect site, ce_ng_ml. For a population:
    time_min, q05, q50, q95.
    """
    columns = {"time_min": result.times_min}
    if len(result.people) > 1:
        columns |= dict(zip(("q05", "q50", "q95"), result.quantiles(BAND, analyte), strict=True))
    else:
        columns["conc_ng_ml"] = result.of(analyte)[0]
        if result.ce_ng_ml is not None:
            columns["ce_ng_ml"] = result.ce_ng_ml[0]
    lines = [",".join(f"{value:.12g}" for value in row) for row in zip(*columns.values(), strict=True)]
    return [",".join(columns), *lines]


def run(argv: Sequence[str]) -> int:
    """Answer `ebb simulate` with these arguments; returns the exit status.

    The CSV goes to standard output. What lies outside the model's studied range is noted on standard error; so, in one
    line and with status 2, is whatever cannot be answered.
    """
    return exit_status(PROG, _simulate, argv, PharmacologyError)


def _simulate(argv: Sequence[str]) -> int:
    options = _parser().parse_args(argv)
    models = _chosen_models(options)
    results = [_answer(model, options) for model in models]
    tables = [csv_rows(result, options.analyte) for result in results]
    if options.plot:
        _write(options.plot, figure_of(results).svg("print"))
    sys.stdout.write("\n".join(_joined(models, tables) if options.compare else tables[0]) + "\n")
    for result in results:
        sys.stderr.writelines(f"{PROG}: note: {result.model.id}: {each.message}\n" for each in result.outside.reasons)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = CommandParser(prog=PROG, description="Concentrations after a regimen, as CSV.")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--model", help=f"one of {', '.join(MODELS)}; the regimen is of the model's own drug")
    which.add_argument("--compare", help="'all' or models parted by commas; the regimen is racemic, S models get half")
    parser.add_argument("--regimen", required=True, help="such as 'bolus 10 mg @0 min; infusion 12 mg/h 0-60 min'")
    parser.add_argument("--weight", required=True, type=float, help="kg")
    parser.add_argument("--age", required=True, type=float, help="years")
    parser.add_argument("--times", required=True, type=_minutes, help="minutes, rising, parted by commas")
    parser.add_argument("--ke0", type=float, help="per minute; adds the effect site")
    parser.add_argument("--analyte", default="ketamine", help="such as norketamine, where the model has it")
    parser.add_argument("--population", type=int, help="so many people who differ as published; needs --seed")
    parser.add_argument("--seed", type=int, help="the same seed draws the same people")
    parser.add_argument("--plot", type=Path, help="a file to write the curves to, as SVG")
    return parser


def _minutes(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no list of minutes; write it like 5,10,20") from None


def _chosen_models(options: argparse.Namespace) -> list[Model]:
    if options.compare == "all":
        return list(MODELS.values())
    return [find_model(id) for id in (options.compare.split(",") if options.compare else [options.model])]


def _answer(model: Model, options: argparse.Namespace) -> SimulationResult:
    patient = Participant(options.weight, options.age)
    if options.compare:
        racemic = Regimen.parse(options.regimen)
        regimen = racemic.s_part() if model.drug == "S" else racemic
    else:
        regimen = Regimen.parse(options.regimen, drug=model.drug)
    if options.population is None:
        return simulate(model, regimen, patient, options.times, ke0_per_min=options.ke0)
    if options.seed is None:
        raise UsageError("--population needs --seed, so that the same people can be drawn again")
    if options.population < 2:
        raise UsageError(f"--population {options.population} has no spread; ask for 2 people or more")
    return population(
        model, regimen, patient, options.times, people=options.population, seed=options.seed, ke0_per_min=options.ke0
    )


def _joined(models: list[Model], tables: list[list[str]]) -> list[str]:
    rows = [f"{model.id},{row}" for model, table in zip(models, tables, strict=True) for row in table[1:]]
    return [f"model,{tables[0][0]}", *rows]


def _write(path: Path, svg: str) -> None:
    try:
        path.write_text(svg, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write the plot to {path}: {error.strerror}") from None
