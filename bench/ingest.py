"""Messages of eight observations into the gateway, each monitor waiting for its answer, beside two bare loops.

    python bench/ingest.py [--database sqlite|postgresql|both] [--connections 20] [--seconds 6] [--rounds 5]

The same producers drive, turn about in one run, `ebb gateway` and the loops of `bare.py`: one that keeps number and raw
text only (*raw*), one that keeps device time, bed and the eight numbers in columns as well (*rows*). Over many
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
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.databases import Database, database
from bench.kept import KEPT
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
def loop_beside(place: Database, what: str, kind: str) -> Iterator[int]:
    """A bare loop on the same disk or server."""
    where = str(place.home / "bare.sqlite3") if place.kind == "sqlite" else place.url
    with bare(what, kind, where) as port:
        yield port


def compare(place: Database, connections: int, seconds: float, rounds: int) -> None:
    kind = "grouped" if connections > 1 else "each"
    ours, waits, theirs = [], [], {what: [] for what in KEPT}
    for _ in range(rounds):
        for what, rates in theirs.items():
            with loop_beside(place, what, kind) as port:
                rates.append(rate(drive(port, connections, seconds)[-1]))
        counted = drive_gateway(place, connections, seconds)
        ours.append(rate(counted))
        waits.append(counted["p99_ms"])
    print(
        f"{place.kind:10} {connections:5} {median(ours):9,.0f}",
        *(beside(ours, rates) for rates in theirs.values()),
        f"{median(waits):7.1f} {os.getloadavg()[0]:6.1f}",
        flush=True,
    )


def drive_gateway(place: Database, connections: int, seconds: float) -> Taken:
    """What the producers counted. Raises RuntimeError when acknowledged and stored differ."""
    before = place.messages()
    with gateway(place) as port:
        counted = drive(port, connections, seconds)
    stored, acknowledged = place.messages() - before, sum(int(one["taken"]) for one in counted)
    if stored != acknowledged:
        raise RuntimeError(f"{acknowledged} messages were acknowledged and {stored} are stored")
    return counted[-1]


def beside(ours: list[float], theirs: list[float]) -> str:
    shares = [one / other for one, other in zip(ours, theirs, strict=True)]
    return f"{median(theirs):8,.0f}  {median(shares):4.2f} ({min(shares):.2f} to {max(shares):.2f})"


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
    print("messages/s, and ebb's share of each bare loop (least to most)")
    print("database   lines       ebb      raw  ebb/raw                 rows  ebb/rows              p99 ms   load")
    for kind in ("sqlite", "postgresql") if asked.database == "both" else (asked.database,):
        for connections in dict.fromkeys((asked.connections, 1)):
            with database(kind) as place:
                compare(place, connections, asked.seconds, asked.rounds)
    print(f"target: {TARGET_PER_S:,} msg/s over 20 lines, ebb/rows {TARGET_SHARE} or more")


if __name__ == "__main__":
    main()
