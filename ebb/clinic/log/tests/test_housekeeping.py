"""The log is folded back by one job, while other processes write and read, and nothing is harmed."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from ebb.clinic.environment import SQLITE_AT_OPENING
from ebb.clinic.log import housekeeping
from ebb.clinic.log.housekeeping import FairLock, Housekeeping, checkpoint
from ebb.clinic.log.tests import hammer
from ebb.clinic.vitals.tests.waiting import until

ROWS, WRITERS = 400, 3


@pytest.fixture
def file(tmp_path) -> str:
    path = str(tmp_path / "told.sqlite3")
    line = opened(path)
    line.execute("CREATE TABLE told (id INTEGER PRIMARY KEY, who TEXT, number INTEGER, words TEXT)")
    line.execute("CREATE INDEX by_who ON told (who, number)")
    line.close()
    return path


@pytest.fixture
def on_sqlite(file, tmp_path, monkeypatch, settings):
    """Lets Housekeeping work on the file whatever database the suite runs on."""
    settings.EBB_HOME = tmp_path
    monkeypatch.setattr(housekeeping, "connection", SimpleNamespace(vendor="sqlite", settings_dict={"NAME": file}))


def opened(path: str) -> sqlite3.Connection:
    line = sqlite3.connect(path, timeout=20, isolation_level=None)
    line.executescript(SQLITE_AT_OPENING)
    return line


def log_bytes(path: str) -> int:
    return Path(f"{path}-wal").stat().st_size


def test_writers_readers_and_checkpoints_together_harm_nothing(file):
    over = threading.Event()
    seen: list[int] = []
    folded: list[bool] = []
    keeper = threading.Thread(target=fold_all_along, args=(file, over, folded))
    reader = threading.Thread(target=read_all_along, args=(file, over, seen))
    keeper.start()
    reader.start()

    call = [sys.executable, "-m", hammer.__name__, file]
    writers = [subprocess.Popen([*call, f"w{number}", str(ROWS)]) for number in range(WRITERS)]
    codes = [writer.wait(120) for writer in writers]
    over.set()
    keeper.join()
    reader.join()

    line = opened(file)
    assert codes == [0] * WRITERS
    assert line.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert line.execute("SELECT who, count(*), max(number) FROM told GROUP BY who ORDER BY who").fetchall() == [
        (f"w{number}", ROWS, ROWS - 1) for number in range(WRITERS)
    ]
    assert seen == sorted(seen)
    assert any(folded)
    line.close()


def fold_all_along(file: str, over: threading.Event, folded: list[bool]) -> None:
    """Checkpoints without pause, one after another, as one job would."""
    while not over.is_set():
        folded.append(checkpoint(file, busy_seconds=0.05))


def read_all_along(file: str, over: threading.Event, seen: list[int]) -> None:
    """Counts again and again; the count never falls."""
    line = opened(file)
    while not over.is_set():
        seen.append(line.execute("SELECT count(*) FROM told INDEXED BY by_who WHERE number >= 0").fetchone()[0])
    line.close()


def test_a_log_that_grew_large_is_not_kept_waiting(file, on_sqlite, monkeypatch):
    monkeypatch.setattr(housekeeping, "LARGE_LOG_BYTES", 1000)
    monkeypatch.setattr(housekeeping, "LOOK_EVERY_SECONDS", 0.01)
    over, line = threading.Event(), opened(file)
    keeper = Housekeeping(over, every_seconds=3600)

    hammer.hammer(file, "a", 50)
    keeper.start()
    until(lambda: keeper.done and log_bytes(file) == 0)
    over.set()
    keeper.join()

    assert log_bytes(file) == 0
    line.close()


def test_only_one_of_two_does_it_until_that_one_ends(on_sqlite):
    first_over, second_over = threading.Event(), threading.Event()
    first, second = (Housekeeping(over, every_seconds=0.01) for over in (first_over, second_over))
    first.start()
    until(lambda: first.done)
    second.start()
    second_over.wait(0.1)
    idle = second.done
    first_over.set()
    first.join()
    until(lambda: second.done)
    second_over.set()
    second.join()

    assert idle == 0


def test_a_busy_writer_lets_the_checkpoint_in():
    commit_lock, over, entered = FairLock(), threading.Event(), threading.Event()

    def commit_without_pause() -> None:
        while not over.is_set():
            with commit_lock.held():
                over.wait(0.001)

    writer = threading.Thread(target=commit_without_pause)
    writer.start()
    with commit_lock.held():
        entered.set()
    over.set()
    writer.join()

    assert entered.is_set()
