"""`ebb assess`: candidacy judged from a file of facts."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from ebb.pathway.candidacy import Assessment, FactsError, assess, from_json, schema
from ebb.pathway.findings import Finding


class UsageError(Exception):
    """What was asked for cannot be done; the message is one line for the person who typed it."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


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


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) < len(pairs):
        raise UsageError("a key stands twice in the facts")
    return told


def _read(path: str) -> Any:
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise UsageError(f"{path}, line {error.lineno}: {error.msg}") from None
    except (ValueError, RecursionError):
        raise UsageError(f"{path} is no JSON that can be read") from None


def run(argv: Sequence[str]) -> int:
    """Print the assessment, or the schema, and answer 0; a usage error is one line and 2."""
    parser = _Parser(prog="ebb assess", description=__doc__)
    parser.add_argument("facts", nargs="?", metavar="FACTS.json")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of the facts")
    try:
        asked = parser.parse_args(argv)
        if bool(asked.facts) == asked.schema:
            raise UsageError("give FACTS.json or --schema")
        told = schema() if asked.schema else as_json(assess(from_json(_read(asked.facts))))
    except (UsageError, FactsError, OSError) as error:
        sys.stderr.write(f"ebb assess: {error}\n")
        return 2
    sys.stdout.write(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
    return 0
