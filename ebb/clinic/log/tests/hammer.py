"""Writes to a SQLite file as the clinic does, one row a commit: python hammer.py FILE NAME ROWS."""

import sqlite3
import sys

from ebb.clinic.environment import SQLITE_AT_OPENING


def hammer(file: str, name: str, rows: int) -> None:
    line = sqlite3.connect(file, timeout=20, isolation_level=None)
    line.executescript(SQLITE_AT_OPENING)
    for number in range(rows):
        line.execute("BEGIN IMMEDIATE")
        line.execute("INSERT INTO told (who, number, words) VALUES (?, ?, ?)", (name, number, "x" * (number % 3000)))
        line.execute("COMMIT")
    line.close()


if __name__ == "__main__":
    hammer(sys.argv[1], sys.argv[2], int(sys.argv[3]))
