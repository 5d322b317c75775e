"""Starting what is measured as processes of their own."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.databases import Database

HERE = Path(__file__).parent


@contextmanager
def gateway(place: Database, under: Sequence[str] = ()) -> Iterator[int]:
    """`ebb gateway` on a free port, which is given; `under` is a command to run it under."""
    call = [*under, sys.executable, "-m", "django", "gateway", "--port", "0"]
    with _ended(subprocess.Popen(call, env=place.environment, stderr=subprocess.PIPE, text=True)) as child:
        for line in child.stderr:
            if line.startswith("monitors at "):
                yield int(line.rsplit(":", 1)[1])
                return
        raise RuntimeError("the gateway did not start")


@contextmanager
def bare(what: str, kind: str, where: str) -> Iterator[int]:
    """The loop that `bare.py` describes, and its port."""
    call = [sys.executable, str(HERE / "bare.py"), what, kind, where]
    with _ended(subprocess.Popen(call, stdout=subprocess.PIPE, text=True)) as child:
        yield int(child.stdout.readline())


@contextmanager
def _ended(child: subprocess.Popen) -> Iterator[subprocess.Popen]:
    try:
        yield child
    finally:
        child.terminate()
        child.communicate()
