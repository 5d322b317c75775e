"""What the commands without Django share: their arguments, and a wrong call answered in one line."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

USAGE_ERROR = 2


class UsageError(Exception):
    """What was typed cannot be done; the message is one line for the person who typed it."""


class CommandParser(argparse.ArgumentParser):
    """Raises UsageError where argparse would print its usage and exit."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help")


def exit_status(
    prog: str, answer: Callable[[Sequence[str]], int], argv: Sequence[str], *errors: type[Exception]
) -> int:
    """The status of `answer(argv)`; a UsageError, an OSError or one of `errors` is one line on standard error and 2."""
    try:
        return answer(argv)
    except (UsageError, OSError, *errors) as error:
        sys.stderr.write(f"{prog}: {' '.join(str(error).split())}\n")
        return USAGE_ERROR


def read_json(path: str) -> Any:
    """The JSON value of a file. Raises UsageError when it is not JSON or has a key twice, OSError when unreadable."""
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"), object_pairs_hook=_each_key_once)
    except json.JSONDecodeError as error:
        raise UsageError(f"{path}, line {error.lineno}: {error.msg}") from None
    except (ValueError, RecursionError):
        raise UsageError(f"{path} is no JSON that can be read") from None


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise UsageError("a key stands twice in the file")
    return found
