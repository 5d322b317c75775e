"""`ebb relief`: a pain diary and the infusions' days in, how much, how long and how sure as JSON out.

With `--cohort`, a folder of diaries in, and the clinic's own priors out.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ebb.command import CommandParser, UsageError, exit_status
from ebb.relief.clinic_priors import read_priors
from ebb.relief.cohort_command import run_cohort
from ebb.relief.cohort_files import read_text, write_whole
from ebb.relief.diary import ReliefError, read_diary, read_infusions
from ebb.relief.drawing import figure_of
from ebb.relief.priors import PUBLISHED, Priors
from ebb.relief.report import report
from ebb.relief.result import fit


def run(argv: Sequence[str]) -> int:
    """Answer `ebb relief` with these arguments; returns the exit status.

    JSON goes to standard output; whatever cannot be answered is said in one line on standard error, with status 2.
    """
    return exit_status("ebb relief", _answer, argv, ReliefError)


def _answer(argv: Sequence[str]) -> int:
    options = _parser().parse_args(_with_days_before_zero(argv))
    return _answer_all(options) if options.cohort is not None else _answer_one(options)


def _with_days_before_zero(argv: Sequence[str]) -> list[str]:
    """`--infusions -7,0` as `--infusions=-7,0`: a list that begins with a minus is no option."""
    joined: list[str] = []
    for word in argv:
        if joined and joined[-1] in ("--infusions", "--doses") and not word.startswith("--"):
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def _parser() -> argparse.ArgumentParser:
    parser = CommandParser(prog="ebb relief", description="Relief after infusions from a pain diary, as JSON.")
    parser.add_argument("diary", metavar="DIARY.csv", nargs="?", help="columns day,pain; a day left out is a gap")
    parser.add_argument("--infusions", default="", help="their days on the diary's count, such as 0,7,14")
    parser.add_argument("--doses", help="their doses in mg, in the same order; for the plot")
    parser.add_argument("--plot", type=Path, help="a file to write the picture to, as SVG")
    parser.add_argument("--priors", type=Path, help="a clinic's own priors, as --priors-out wrote them")
    parser.add_argument("--condition", default="", help="whose priors of these, where they differ")
    parser.add_argument("--programme", default="", help="the same")
    parser.add_argument("--cohort", type=Path, metavar="DIR", help="a clinic's diaries, PATIENT.csv and infusions.csv")
    parser.add_argument("--priors-out", type=Path, metavar="FILE", help="with --cohort: where its priors go")
    parser.add_argument(
        "--answers-out", type=Path, metavar="FILE", help="with --cohort: everybody's answers, JSON lines"
    )
    return parser


def _answer_all(options: argparse.Namespace) -> int:
    alone = ("diary", "infusions", "doses", "plot", "priors", "condition", "programme")
    if given := [name for name in alone if getattr(options, name)]:
        raise UsageError(f"--cohort answers a whole clinic; {given[0]} is for one diary")
    if options.priors_out is None:
        raise UsageError("--cohort needs --priors-out, the file its priors go to")
    return run_cohort(options.cohort, options.priors_out, options.answers_out)


def _answer_one(options: argparse.Namespace) -> int:
    if options.diary is None:
        raise UsageError("name a diary, or a folder of them with --cohort; see ebb relief --help")
    if options.priors_out is not None or options.answers_out is not None:
        raise UsageError("--priors-out and --answers-out go with --cohort")
    diary = read_diary(read_text(Path(options.diary)), read_infusions(options.infusions, options.doses))
    result = fit(diary, _priors(options))
    if options.plot:
        write_whole(options.plot, figure_of(result).svg("print"))
    sys.stdout.write(_an_answer_a_line(report(result)))
    return 0


def _an_answer_a_line(answers: dict[str, Any]) -> str:
    lines = [f"  {json.dumps(name)}: {json.dumps(answer)}" for name, answer in answers.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _priors(options: argparse.Namespace) -> Priors:
    if options.priors is None:
        if options.condition or options.programme:
            raise UsageError("--condition and --programme choose among a clinic's own priors; name them with --priors")
        return PUBLISHED
    return read_priors(read_text(options.priors)).of(options.condition, options.programme)
