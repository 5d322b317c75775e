"""A clinic with a home, a database and ports of its own, whose real processes can be started and killed."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from select import select
from time import monotonic
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30.0
ASK_AGAIN_SECONDS = 0.1


@dataclass(frozen=True)
class House:
    """Where one clinic lives. `database_url` is empty for SQLite in `home`."""

    home: Path
    database_url: str
    web_port: int
    mllp_port: int

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "DJANGO_SETTINGS_MODULE": "ebb.clinic.settings",
            "EBB_HOME": str(self.home),
            "EBB_LOG_LEVEL": "ERROR",
            "EBB_TIME_ZONE": zone_near_noon(datetime.now(UTC)),
        }
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("EBB_", "DATABASE_"))}
        return inherited | own | ({"DATABASE_URL": self.database_url} if self.database_url else {})

    def start(self, *command: str) -> subprocess.Popen[str]:
        """`ebb COMMAND` as a process of its own; its errors go to a file in the home."""
        with open(self.home / "stderr.txt", "a") as said:
            return subprocess.Popen(
                [sys.executable, "-m", "ebb", *command], env=self.environment, cwd=ROOT, stderr=said, text=True
            )

    def run(self, *module_and_arguments: str) -> str:
        """`python -m MODULE …` to its end; what it printed. Raises when it fails."""
        call = [sys.executable, "-m", *module_and_arguments]
        return subprocess.run(
            call, env=self.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def processes(self) -> list[int]:
        """All that run with this home, whoever started them."""
        mine = f"EBB_HOME={self.home}".encode()
        return [pid for pid, variables in _of_all_processes("environ") if mine in variables.split(b"\0")]

    def serve(self) -> subprocess.Popen[str]:
        return self.start("serve", "--port", str(self.web_port), "--mllp-port", str(self.mllp_port))


@contextmanager
def house(home: Path) -> Iterator[House]:
    """A house for a while: on the server that DATABASE_URL names in a database of its own, else on SQLite."""
    server = os.environ.get("DATABASE_URL", "")
    ports = free_ports(2)
    if not server.startswith("postgres"):
        yield House(home, "", *ports)
        return
    name = f"ebb_house_{uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f'CREATE DATABASE "{name}"')
        try:
            yield House(home, urlunsplit(urlsplit(server)._replace(path=f"/{name}")), *ports)
        finally:
            # Without FORCE: a role that is no superuser may not end an autovacuum worker by it.
            line.execute(f'DROP DATABASE "{name}"')


def free_ports(count: int) -> list[int]:
    """Ports nobody listens to now."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def zone_near_noon(now: datetime) -> str:
    """A time zone in which it is about midday, so that no visit crosses midnight whenever this runs."""
    behind = now.hour - 12
    return f"Etc/GMT{behind:+d}" if behind else "Etc/GMT"


def children_of(supervisor: int) -> dict[str, int]:
    """The processes that `ebb serve` keeps, by their command: web and live."""
    parents = {pid: int(stat.rpartition(b")")[2].split()[1]) for pid, stat in _of_all_processes("stat")}
    found = {}
    for pid, line in _of_all_processes("cmdline"):
        words = line.split(b"\0")
        if parents.get(pid) == supervisor and b"ebb" in words:
            found[words[words.index(b"ebb") + 1].decode()] = pid
    return found


def _of_all_processes(file: str) -> Iterator[tuple[int, bytes]]:
    """This file of /proc for each process that may be read and is still there."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError, PermissionError):
            yield int(folder.name), (folder / file).read_bytes()


def end(process: subprocess.Popen[str]) -> int:
    """SIGTERM, and the exit code."""
    process.send_signal(signal.SIGTERM)
    return process.wait(PATIENCE_SECONDS)


def until(condition: Callable[[], object], what: str, *, seconds: float = PATIENCE_SECONDS) -> object:
    """The first true answer, asked for a few times a second; fails after the deadline."""
    deadline = monotonic() + seconds
    while not (answer := condition()):
        assert monotonic() < deadline, f"{what}: not within {seconds:g} s"
        select([], [], [], ASK_AGAIN_SECONDS)
    return answer
