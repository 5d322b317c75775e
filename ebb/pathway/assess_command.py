"""`ebb assess`: candidacy judged from a file of facts."""

import json
import sys
from collections.abc import Sequence
from typing import Any

from ebb.command import CommandParser, UsageError, exit_status, read_json
from ebb.pathway.candidacy import Assessment, FactsError, assess, from_json, schema
from ebb.pathway.findings import Finding


def as_json(found: Assessment) -> dict[str, Any]:
    """The assessment as `ebb assess` prints it."""
    return {"verdict": found.verdict, "findings": [_finding(finding) for finding in found.findings]}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "level": finding.level,
        "state": finding.state,
        "reason": finding.text,
        "inputs": dict(finding.inputs),
        "source": finding.source,
        "mark": finding.mark,
        "clears_when": finding.remedy,
    }


def run(argv: Sequence[str]) -> int:
    """Print the assessment, or the schema, and answer 0; a usage error is one line and 2."""
    return exit_status("ebb assess", _print_assessment, argv, FactsError)


def _print_assessment(argv: Sequence[str]) -> int:
    parser = CommandParser(prog="ebb assess", description=__doc__)
    parser.add_argument("facts", nargs="?", metavar="FACTS.json")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of the facts")
    options = parser.parse_args(argv)
    if bool(options.facts) == options.schema:
        raise UsageError("give FACTS.json or --schema")
    answer = schema() if options.schema else as_json(assess(from_json(read_json(options.facts))))
    sys.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False) + "\n")
    return 0
