"""Server time and number of queries of the main pages, with few and with many files, under an open load.

    python -m bench.pages [--patients 100,100000] [--per-s 20] [--seconds 60]

Starts `ebb web` on a database of its own (SQLite, or on the server that DATABASE_URL names). Times run from when a
request was due until its answer was complete. Target: 95 of 100 within 50 ms, at most 1.5 times slower with many.
"""

import argparse
import asyncio
import os

import numpy as np

from bench.load import Times, filled_clinic, load

CHAIRS = 6
SHARES = (0.5, 0.95, 0.99)


def measure(patients: int, per_s: float, seconds: float) -> tuple[Times, dict[str, int]]:
    """The times of each page under load, and its queries."""
    with filled_clinic(patients, CHAIRS) as (place, _, pages):
        asyncio.run(load(place.web_port, pages, per_s=5, seconds=2 * len(pages) / 5))
        print(f"{patients} files, load average {os.getloadavg()[0]:.1f} before", end="", flush=True)
        times = asyncio.run(load(place.web_port, pages, per_s=per_s, seconds=seconds))
        print(f", {os.getloadavg()[0]:.1f} after")
    return times, {page.name: page.queries for page in pages}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patients", default="100,100000")
    parser.add_argument("--per-s", type=float, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    sizes = [int(size) for size in options.patients.split(",")]
    results = [measure(size, options.per_s, options.seconds) for size in sizes]
    print(f"\n{'page':12} {'files':>8} {'queries':>8}  p50 ms  p95 ms  p99 ms  p95 to the smallest")
    for name, smallest in results[0][0].items():
        for size, (times, queries) in zip(sizes, results, strict=True):
            shown = "  ".join(f"{ms:6.1f}" for ms in np.quantile(times[name], SHARES))
            ratio = np.quantile(times[name], 0.95) / np.quantile(smallest, 0.95)
            print(f"{name:12} {size:8} {queries[name]:8}  {shown}  {ratio:6.2f}")
    for size, (times, _) in zip(sizes, results, strict=True):
        together = np.quantile(np.concatenate(list(times.values())), SHARES)
        shown = "  ".join(f"p{share * 100:g} {ms:.1f}" for share, ms in zip(SHARES, together, strict=True))
        print(f"all, {size} files: {shown}")


if __name__ == "__main__":
    main()
