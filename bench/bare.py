"""The least that could be called an ingest server, to measure the gateway against.

It finds the frame, makes its row, stores it durably, and answers AA. It does not check what it reads, know chairs, look
for repeats or refuse anything. What the row holds, `kept.py` says.

Runs as a process of its own: python bench/bare.py WHAT KIND WHERE, and prints its port. WHAT is `raw` or `rows`. KIND
is `grouped` (commits what gathered meanwhile, as the gateway does) or `each` (one row a commit). WHERE is a file for
SQLite or a connection string for PostgreSQL.
"""

import asyncio
import sqlite3
import sys
import threading
from pathlib import Path
from queue import Empty, SimpleQueue

import psycopg

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.kept import KEPT, Kept, Row

ANSWER = b"\x0bMSH|^~\\&|BARE||||20260101||ACK|1|P|2.6\rMSA|AA|%s\r\x1c\r"
AT_OPENING = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"


class Sqlite:
    def __init__(self, where: str, kept: Kept) -> None:
        self.line = sqlite3.connect(where, isolation_level=None, check_same_thread=False)
        self.line.executescript(AT_OPENING)
        self.line.executescript(tables(kept, "INTEGER PRIMARY KEY"))
        places = ", ".join("?" * len(kept.columns))
        self.insert = f"INSERT INTO {kept.table} ({', '.join(kept.columns)}) VALUES ({places})"

    def commit(self, rows: list[Row]) -> None:
        self.line.execute("BEGIN IMMEDIATE")
        self.line.executemany(self.insert, rows)
        self.line.execute("COMMIT")


class Postgresql:
    def __init__(self, where: str, kept: Kept) -> None:
        self.line = psycopg.connect(where, autocommit=True)
        self.line.execute(tables(kept, "bigint GENERATED ALWAYS AS IDENTITY"))
        self.copy = f"COPY {kept.table} ({', '.join(kept.columns)}) FROM STDIN"

    def commit(self, rows: list[Row]) -> None:
        with self.line.transaction(), self.line.cursor().copy(self.copy) as copy:
            for row in rows:
                copy.write_row(row)


def tables(kept: Kept, number: str) -> str:
    columns = ", ".join(f"{name} {holds}" for name, holds in kept.columns.items())
    made = f"CREATE TABLE IF NOT EXISTS {kept.table} (id {number}, {columns});"
    if kept.indexed:
        made += f"CREATE INDEX IF NOT EXISTS {kept.table}_index ON {kept.table} ({kept.indexed});"
    return made


class Bare(asyncio.Protocol):
    def __init__(self, queue: SimpleQueue, kept: Kept) -> None:
        self.queue = queue
        self.kept = kept
        self.held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        *payloads, self.held = (self.held + data).split(b"\x1c\r")
        for payload in payloads:
            self.queue.put((self, self.kept.row(payload[1:])))


def keep_committing(queue: SimpleQueue, store: Sqlite | Postgresql, most: int, loop: asyncio.AbstractEventLoop) -> None:
    while True:
        batch = [queue.get()]
        try:
            while len(batch) < most:
                batch.append(queue.get_nowait())
        except Empty:
            pass
        store.commit([row for _, row in batch])
        loop.call_soon_threadsafe(answer, batch)


def answer(batch: list[tuple[Bare, Row]]) -> None:
    for line, (control_id, *_) in batch:
        line.transport.write(ANSWER % control_id.encode())


async def serve(what: str, kind: str, where: str) -> None:
    loop = asyncio.get_running_loop()
    queue: SimpleQueue = SimpleQueue()
    kept = KEPT[what]
    store = (Postgresql if where.startswith("postgresql:") else Sqlite)(where, kept)
    most = 200 if kind == "grouped" else 1
    threading.Thread(target=keep_committing, args=(queue, store, most, loop), daemon=True).start()
    server = await loop.create_server(lambda: Bare(queue, kept), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:]))
