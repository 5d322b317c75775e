"""Messages of eight observations into the gateway, each monitor waiting for its answer, beside two bare loops.

    python -m bench.ingest [--connections 20] [--seconds 6] [--rounds 5]
    python scripts/with_postgres.py python -m bench.ingest

The same producers drive, turn about in one run, `ebb gateway` and the two loops of `bare_loop.py`: *raw*, which stores
number and raw text only, and *rows*, which stores device time, bed and the eight numbers in columns as well. Over many
connections the loops commit what gathered, over one connection each row alone. Every AA of the gateway is counted
against the rows that are there afterwards. Target: 5,000 messages a second and half of a bare loop over 20 connections,
half of one over a single connection; *rows* does what the target calls one row and the raw text each.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from bench.bare_loop import LOOPS
from bench.load import clinic
from tests.killing.house import House, is_free, until

WARM_UP_S = 1.0
TARGET_PER_S, TARGET_SHARE = 5000, 0.5
COUNT = "from ebb.clinic.vitals.models import Message; print(Message.objects.count())"

Counted = dict[str, float]


@contextmanager
def gateway(place: House) -> Iterator[int]:
    process = place.start("gateway", "--port", str(place.mllp_port))
    try:
        until(lambda: not is_free(place.mllp_port), "the gateway listens")
        yield place.mllp_port
    finally:
        process.terminate()
        process.wait()


@contextmanager
def bare_loop(place: House, name: str, commits: str) -> Iterator[int]:
    """A bare loop on the same disk or server, and its port."""
    where = place.database_url or str(place.home / "bare.sqlite3")
    call = [sys.executable, "-m", "bench.bare_loop", name, commits, where]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as child:
        yield int(child.stdout.readline())
        child.terminate()


def drive(place: House, port: int, connections: int, seconds: float) -> list[Counted]:
    """Run the producers as a process of their own, first for a short warm-up; what they counted, both times."""
    counted = []
    for length in (WARM_UP_S, seconds):
        counted.append(json.loads(place.run("bench.producers", str(port), str(connections), str(length))))
        if counted[-1]["refused"]:
            raise RuntimeError(f"{counted[-1]['refused']} of {counted[-1]['sent']} messages were not taken")
    return counted


def drive_gateway(place: House, connections: int, seconds: float) -> Counted:
    """What the producers counted. Raises RuntimeError when acknowledged and stored differ."""
    before = stored(place)
    with gateway(place) as port:
        counted = drive(place, port, connections, seconds)
    added, acknowledged = stored(place) - before, sum(int(one["taken"]) for one in counted)
    if added != acknowledged:
        raise RuntimeError(f"{acknowledged} messages were acknowledged and {added} are stored")
    return counted[-1]


def stored(place: House) -> int:
    return int(place.run("django", "shell", "--no-imports", "-c", COUNT))


def compare(place: House, connections: int, seconds: float, rounds: int) -> None:
    commits = "grouped" if connections > 1 else "each"
    ours, waits, theirs = [], [], {name: [] for name in LOOPS}
    for _ in range(rounds):
        for name, rates in theirs.items():
            with bare_loop(place, name, commits) as port:
                rates.append(rate(drive(place, port, connections, seconds)[-1]))
        counted = drive_gateway(place, connections, seconds)
        ours.append(rate(counted))
        waits.append(counted["p99_ms"])
    print(
        f"{connections:5} {median(ours):9,.0f}",
        *(beside(ours, rates) for rates in theirs.values()),
        f"{median(waits):7.1f} {os.getloadavg()[0]:6.1f}",
        flush=True,
    )


def beside(ours: list[float], theirs: list[float]) -> str:
    shares = [one / other for one, other in zip(ours, theirs, strict=True)]
    return f"{median(theirs):8,.0f}  {median(shares):4.2f} ({min(shares):.2f} to {max(shares):.2f})"


def rate(counted: Counted) -> float:
    return counted["taken"] / counted["seconds"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--connections", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}; medians of {options.rounds} rounds")
    print("messages/s, and ebb's share of each bare loop (least to most)")
    print("lines       ebb      raw  ebb/raw                 rows  ebb/rows              p99 ms   load")
    for connections in dict.fromkeys((options.connections, 1)):
        with clinic() as place:
            compare(place, connections, options.seconds, options.rounds)
    print(f"target: {TARGET_PER_S:,} msg/s over 20 lines, ebb/rows {TARGET_SHARE} or more")


if __name__ == "__main__":
    main()
