"""Writers and the one checkpointing job meet as often as they can, and the file stays whole (docs/decisions/0002)."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ebb.clinic.environment import SQLITE_AT_OPENING
from ebb.clinic.log.housekeeping import checkpoint

WRITERS = 4
COMMITS_EACH = 150


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "torture.sqlite3"
    line = opened(file)
    line.execute("CREATE TABLE fact (id INTEGER PRIMARY KEY, writer INTEGER, number INTEGER, filling BLOB)")
    line.close()
    return file


def opened(file: Path) -> sqlite3.Connection:
    """A connection as the clinic opens its own."""
    line = sqlite3.connect(file, timeout=20, isolation_level=None)
    line.executescript(SQLITE_AT_OPENING)
    return line


def write(file: Path, writer: int) -> None:
    line = opened(file)
    for number in range(COMMITS_EACH):
        line.execute("BEGIN IMMEDIATE")
        line.execute("INSERT INTO fact (writer, number, filling) VALUES (?, ?, randomblob(6000))", (writer, number))
        line.execute("COMMIT")
    line.close()


def fold_back_until(file: Path, over: threading.Event) -> int:
    done = 0
    while not over.is_set():
        done += checkpoint(str(file))
    return done


def test_nothing_is_lost_or_torn_while_both_go_on(file: Path):
    over = threading.Event()
    with ThreadPoolExecutor(WRITERS + 1) as at_once:
        folding = at_once.submit(fold_back_until, file, over)
        writing = [at_once.submit(write, file, writer) for writer in range(WRITERS)]
        for one in writing:
            one.result()
        over.set()

    line = opened(file)
    assert folding.result() > 0
    assert line.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    kept = line.execute("SELECT writer, count(DISTINCT number) FROM fact GROUP BY writer").fetchall()
    assert kept == [(writer, COMMITS_EACH) for writer in range(WRITERS)]


def test_no_connection_of_ours_checkpoints_by_itself(file: Path):
    line = opened(file)

    assert line.execute("PRAGMA wal_autocheckpoint").fetchone() == (0,)
    assert line.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_reader_puts_a_checkpoint_off_and_loses_nothing(file: Path):
    reader = opened(file)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM fact").fetchone()
    write(file, 0)

    assert not checkpoint(str(file), busy_seconds=0.01)
    reader.execute("COMMIT")
    assert checkpoint(str(file))
    assert reader.execute("SELECT count(*) FROM fact").fetchone() == (COMMITS_EACH,)
