"""The least that could be called an ingest server, to measure the gateway against.

It finds the frame, makes its row, stores it durably, and answers AA. It does not check what it reads, know chairs, look
for repeats or refuse anything. Two loops store different rows. `raw` stores the message's number and its text. `rows`
stores what somebody's own sixty lines would: also the device's time, the bed and the numbers, each in its column, found
by plain splitting that trusts the sender, with one index to read a bed's numbers by time.

Runs as a process of its own: python -m bench.bare_loop LOOP COMMITS WHERE, and prints its port. LOOP is `raw` or
`rows`. COMMITS is `grouped` (commits what gathered meanwhile, as the gateway does) or `each` (one row a commit). WHERE
is a file for SQLite or a connection string for PostgreSQL.
"""

import asyncio
import sqlite3
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, SimpleQueue

import psycopg

ANSWER = b"\x0bMSH|^~\\&|BARE||||20260101||ACK|1|P|2.6\rMSA|AA|%s\r\x1c\r"
AT_OPENING = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"

CODES = {
    "147842": "hr_per_min",
    "149530": "pulse_per_min",
    "150456": "spo2_percent",
    "151562": "rr_per_min",
    "150021": "nibp_sys_mmhg",
    "150022": "nibp_dia_mmhg",
    "150023": "nibp_mean_mmhg",
    "150344": "temp_c",
}
COLUMNS = tuple(CODES.values())
Row = tuple[str | float | None, ...]


@dataclass(frozen=True)
class Loop:
    """`columns` with their types, as both databases understand them. `row` reads a payload without its frame."""

    table: str
    columns: dict[str, str]
    indexed: str
    row: Callable[[bytes], Row]

    def tables(self, number: str) -> str:
        columns = ", ".join(f"{name} {kind}" for name, kind in self.columns.items())
        made = f"CREATE TABLE IF NOT EXISTS {self.table} (id {number}, {columns});"
        if self.indexed:
            made += f"CREATE INDEX IF NOT EXISTS {self.table}_index ON {self.table} ({self.indexed});"
        return made


def raw(payload: bytes) -> Row:
    text = payload.decode()
    return text.split("|", 10)[9], text


def rows(payload: bytes) -> Row:
    text = payload.decode()
    values: dict[str, float] = {}
    for line in text.split("\r"):
        fields = line.split("|")
        match fields[0]:
            case "OBX":
                values[CODES[fields[3].split("^", 1)[0]]] = float(fields[5])
            case "MSH":
                control_id = fields[9]
            case "PV1":
                bed = fields[3].split("^")[2]
            case "OBR":
                taken_at = datetime.fromisoformat(f"{fields[7][:8]}T{fields[7][8:]}")
    return control_id, bed, taken_at.isoformat(), *map(values.get, COLUMNS), text


NUMBER, RAW = {"control_id": "text"}, {"raw": "text"}
COLUMNS_OF_ROWS = {"bed": "text", "taken_at": "timestamptz"} | dict.fromkeys(COLUMNS, "double precision")
LOOPS = {
    "raw": Loop("bare_raw", NUMBER | RAW, "", raw),
    "rows": Loop("bare_rows", NUMBER | COLUMNS_OF_ROWS | RAW, "bed, taken_at", rows),
}


class Sqlite:
    def __init__(self, where: str, loop: Loop) -> None:
        self.connection = sqlite3.connect(where, isolation_level=None, check_same_thread=False)
        self.connection.executescript(AT_OPENING)
        self.connection.executescript(loop.tables("INTEGER PRIMARY KEY"))
        marks = ", ".join("?" * len(loop.columns))
        self.insert = f"INSERT INTO {loop.table} ({', '.join(loop.columns)}) VALUES ({marks})"

    def commit(self, rows: list[Row]) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany(self.insert, rows)
        self.connection.execute("COMMIT")


class Postgresql:
    def __init__(self, where: str, loop: Loop) -> None:
        self.connection = psycopg.connect(where, autocommit=True)
        self.connection.execute(loop.tables("bigint GENERATED ALWAYS AS IDENTITY"))
        self.copy = f"COPY {loop.table} ({', '.join(loop.columns)}) FROM STDIN"

    def commit(self, rows: list[Row]) -> None:
        with self.connection.transaction(), self.connection.cursor().copy(self.copy) as copy:
            for row in rows:
                copy.write_row(row)


class Bare(asyncio.Protocol):
    def __init__(self, queue: SimpleQueue, loop: Loop) -> None:
        self.queue = queue
        self.loop = loop
        self.held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        *payloads, self.held = (self.held + data).split(b"\x1c\r")
        for payload in payloads:
            self.queue.put((self, self.loop.row(payload[1:])))


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
    for peer, (control_id, *_) in batch:
        peer.transport.write(ANSWER % control_id.encode())


async def serve(name: str, commits: str, where: str) -> None:
    running = asyncio.get_running_loop()
    queue: SimpleQueue = SimpleQueue()
    loop = LOOPS[name]
    store = (Postgresql if where.startswith("postgresql:") else Sqlite)(where, loop)
    most = 200 if commits == "grouped" else 1
    threading.Thread(target=keep_committing, args=(queue, store, most, running), daemon=True).start()
    server = await running.create_server(lambda: Bare(queue, loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:]))
