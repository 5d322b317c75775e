"""Monitors that each send a message, wait for its acknowledgement and send the next: the load for `ingest.py`.

Runs as a process of its own: python -m bench.producers PORT CONNECTIONS SECONDS. Prints one JSON line.
"""

import json
import selectors
import socket
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ebb.devices.compose import compose_vitals
from ebb.devices.mllp import frame
from ebb.devices.times import format_time

EIGHT = {
    "hr_per_min": 72,
    "pulse_per_min": 72,
    "spo2_percent": 97,
    "rr_per_min": 14,
    "nibp_sys_mmhg": 121,
    "nibp_dia_mmhg": 79,
    "nibp_mean_mmhg": 93,
    "temp_c": 36.6,
}
LONG_AGO = datetime(1901, 2, 3, 4, 5, 6, 700, tzinfo=UTC)
OWN_ID, OWN_TIME = "%(id)s", "%(at)s"


@dataclass
class Monitor:
    """One connection. `form` is a message in its frame with places for its own number and time."""

    socket: socket.socket
    form: bytes
    prefix: str
    sent: int = 0
    taken: int = 0
    refused: int = 0
    waits: list[float] = field(default_factory=list)
    sent_at: float = 0.0

    def send(self) -> None:
        self.sent += 1
        self.sent_at = time.perf_counter()
        own = {b"id": f"{self.prefix}{self.sent:06d}".encode(), b"at": format_time(datetime.now(UTC)).encode()}
        self.socket.sendall(self.form % own)

    def take_answer(self) -> None:
        answer = self.socket.recv(65536)
        self.waits.append(time.perf_counter() - self.sent_at)
        if b"MSA|AA|" in answer:
            self.taken += 1
        else:
            self.refused += 1


def monitors(port: int, count: int) -> list[Monitor]:
    made = []
    run = f"{time.time_ns() % 10**8:08d}"
    for number in range(count):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        payload = compose_vitals(bed=f"BED{number}", taken_at=LONG_AGO, values=EIGHT, dialect="mdc", control_id=OWN_ID)
        form = frame(payload).replace(format_time(LONG_AGO).encode(), OWN_TIME.encode())
        made.append(Monitor(connection, form, f"{run}{number:02d}"))
    return made


def drive(port: int, count: int, seconds: float) -> dict[str, float]:
    """Run the load; messages sent, taken, refused, the seconds it took, and quantiles of the wait in ms."""
    working = monitors(port, count)
    selector = selectors.EpollSelector()
    for monitor in working:
        selector.register(monitor.socket, selectors.EVENT_READ, monitor)
    began = time.perf_counter()
    for monitor in working:
        monitor.send()
    waiting = count
    while waiting:
        more = time.perf_counter() - began < seconds
        for key, _ in selector.select():
            key.data.take_answer()
            if more:
                key.data.send()
            else:
                waiting -= 1
    took = time.perf_counter() - began
    waits = sorted(wait for monitor in working for wait in monitor.waits)
    return {
        "sent": sum(monitor.sent for monitor in working),
        "taken": sum(monitor.taken for monitor in working),
        "refused": sum(monitor.refused for monitor in working),
        "seconds": took,
        "p50_ms": 1000 * waits[len(waits) // 2],
        "p99_ms": 1000 * waits[int(len(waits) * 0.99)],
    }


if __name__ == "__main__":
    print(json.dumps(drive(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))))
