"""Messages of eight observations into the gateway, each monitor waiting for its answer, beside a bare loop.

    python bench/ingest.py [--database sqlite|postgresql|both] [--connections 20] [--seconds 6] [--rounds 5]

The same producers drive, turn about in one run, `ebb gateway` and the bare loop of `bare.py`: many connections against
a loop that commits what gathered, one connection against one that commits each row alone. Every AA is counted against
the rows that are there afterwards. Target: 5,000 messages a second and half of the bare loop over 20 connections, half
of the loop over one.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.databases import Database, database
from bench.servers import bare, gateway

HERE = Path(__file__).parent
WARM_UP_S = 1.0
TARGET_PER_S, TARGET_SHARE = 5000, 0.5

Taken = dict[str, float]


def drive(port: int, connections: int, seconds: float) -> list[Taken]:
    """Run the producers as a process of their own, first for a short warm-up; what they counted, both times."""
    counted = []
    for length in (WARM_UP_S, seconds):
        call = [sys.executable, str(HERE / "producers.py"), str(port), str(connections), str(length)]
        counted.append(json.loads(subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True).stdout))
        if counted[-1]["refused"]:
            raise RuntimeError(f"{counted[-1]['refused']} of {counted[-1]['sent']} messages were not taken")
    return counted


@contextmanager
def loop_beside(place: Database, kind: str) -> Iterator[int]:
    """The bare loop on the same disk or server."""
    where = str(place.home / "bare.sqlite3") if place.kind == "sqlite" else place.url
    with bare(kind, where) as port:
        yield port


def compare(place: Database, connections: int, seconds: float, rounds: int) -> None:
    kind = "grouped" if connections > 1 else "each"
    ours, theirs, waits = [], [], []
    for _ in range(rounds):
        with loop_beside(place, kind) as port:
            theirs.append(rate(drive(port, connections, seconds)[-1]))
        before = place.messages()
        with gateway(place) as port:
            counted = drive(port, connections, seconds)
        ours.append(rate(counted[-1]))
        waits.append(counted[-1]["p99_ms"])
        stored, acknowledged = place.messages() - before, sum(int(one["taken"]) for one in counted)
        if stored != acknowledged:
            raise RuntimeError(f"{acknowledged} messages were acknowledged and {stored} are stored")
    shares = [one / other for one, other in zip(ours, theirs, strict=True)]
    print(
        f"{place.kind:10} {connections:4} {median(ours):9,.0f} {median(theirs):9,.0f}  {kind:8} "
        f"{median(shares):6.2f} ({min(shares):.2f} to {max(shares):.2f}) {median(waits):8.1f} "
        f"{os.getloadavg()[0]:6.1f}",
        flush=True,
    )


def rate(counted: Taken) -> float:
    return counted["taken"] / counted["seconds"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--connections", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    print(
        f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f} before; medians of {asked.rounds} rounds"
    )
    print("database  lines  ebb msg/s  bare msg/s  bare is   ebb/bare (least to most)  p99 ms   load")
    for kind in ("sqlite", "postgresql") if asked.database == "both" else (asked.database,):
        for connections in dict.fromkeys((asked.connections, 1)):
            with database(kind) as place:
                compare(place, connections, asked.seconds, asked.rounds)
    print(f"target: {TARGET_PER_S:,} msg/s over 20 lines, ebb/bare {TARGET_SHARE} or more")


if __name__ == "__main__":
    main()
