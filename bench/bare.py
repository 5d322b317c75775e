"""The least that could be called an ingest server, to measure the gateway against.

It finds the frame, takes MSH-10 by splitting, stores one row with the raw text, durably, and answers AA. It does not
read the message, know beds, look for repeats or refuse anything.

Runs as a process of its own: python bench/bare.py KIND WHERE, and prints its port. KIND is `grouped` (commits what
gathered meanwhile, as the gateway does) or `each` (one row a commit). WHERE is a file for SQLite or a connection
string for PostgreSQL.
"""

import asyncio
import sqlite3
import sys
import threading
from queue import Empty, SimpleQueue

import psycopg

ANSWER = b"\x0bMSH|^~\\&|BARE||||20260101||ACK|1|P|2.6\rMSA|AA|%s\r\x1c\r"
AT_OPENING = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"
Row = tuple[str, str]


class Sqlite:
    def __init__(self, where: str) -> None:
        self.line = sqlite3.connect(where, isolation_level=None, check_same_thread=False)
        self.line.executescript(AT_OPENING)
        self.line.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, control_id TEXT, raw TEXT)")

    def commit(self, rows: list[Row]) -> None:
        self.line.execute("BEGIN IMMEDIATE")
        self.line.executemany("INSERT INTO bare (control_id, raw) VALUES (?, ?)", rows)
        self.line.execute("COMMIT")


class Postgresql:
    def __init__(self, where: str) -> None:
        self.line = psycopg.connect(where, autocommit=True)
        self.line.execute(
            "CREATE TABLE IF NOT EXISTS bare (id bigint GENERATED ALWAYS AS IDENTITY, control_id text, raw text)"
        )

    def commit(self, rows: list[Row]) -> None:
        with self.line.transaction(), self.line.cursor().copy("COPY bare (control_id, raw) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


class Bare(asyncio.Protocol):
    def __init__(self, queue: SimpleQueue) -> None:
        self.queue = queue
        self.held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        *payloads, self.held = (self.held + data).split(b"\x1c\r")
        for payload in payloads:
            control_id = payload.split(b"|", 10)[9]
            self.queue.put((self, control_id, (control_id.decode(), payload[1:].decode())))


def keep_committing(queue: SimpleQueue, store: Sqlite | Postgresql, most: int, loop: asyncio.AbstractEventLoop) -> None:
    while True:
        batch = [queue.get()]
        try:
            while len(batch) < most:
                batch.append(queue.get_nowait())
        except Empty:
            pass
        store.commit([row for _, _, row in batch])
        loop.call_soon_threadsafe(answer, batch)


def answer(batch: list[tuple[Bare, bytes, Row]]) -> None:
    for line, control_id, _ in batch:
        line.transport.write(ANSWER % control_id)


async def serve(kind: str, where: str) -> None:
    loop = asyncio.get_running_loop()
    queue: SimpleQueue = SimpleQueue()
    store = Postgresql(where) if where.startswith("postgresql:") else Sqlite(where)
    most = 200 if kind == "grouped" else 1
    threading.Thread(target=keep_committing, args=(queue, store, most, loop), daemon=True).start()
    server = await loop.create_server(lambda: Bare(queue), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2]))
