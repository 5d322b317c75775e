"""Server time and number of queries of the main pages, with few and with many files, under an open load.

    python bench/pages.py [--patients 100,100000] [--per-s 20] [--seconds 60]

Starts `ebb web` on a database of its own (SQLite, or on the server that DATABASE_URL names). Times run from when a
request was due until its answer was complete. Target: 95 of 100 within 50 ms, at most 1.5 times slower with many.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.load import LoadPage, Times, answers, load
from tests.killing.house import House, house, until

SECONDS_OF_NUMBERS = 40 * 60
CHAIRS = 6
SHARES = (0.5, 0.95, 0.99)


@contextmanager
def clinic(patients: int) -> Iterator[tuple[House, list[LoadPage]]]:
    """A filled clinic, and its main pages with the sessions to see them."""
    with tempfile.TemporaryDirectory(prefix="ebb-bench-") as folder, house(Path(folder)) as place:
        place.run("ebb", "migrate")
        made = json.loads(place.run("bench.fill", str(patients), str(CHAIRS), str(SECONDS_OF_NUMBERS)))
        yield place, [LoadPage(**page) for page in made["pages"]]


@contextmanager
def served(place: House) -> Iterator[None]:
    process = place.start("web", "--port", str(place.web_port))
    try:
        until(lambda: answers(place.web_port), "the pages answer")
        yield
    finally:
        process.terminate()
        process.wait(10)


def measure(patients: int, per_s: float, seconds: float) -> tuple[dict[str, Times], dict[str, int]]:
    with clinic(patients) as (place, pages):
        named = [f"{page.name}\t{page.path}\t{page.session}" for page in pages]
        queries = dict(line.split("\t") for line in place.run("bench.count_queries", *named).splitlines())
        pages = [page for page in pages if page.name in queries]
        with served(place):
            asyncio.run(load(place.web_port, pages, per_s=5, seconds=2 * len(pages) / 5))
            print(f"{patients} files, load average {os.getloadavg()[0]:.1f} before", end="", flush=True)
            times = asyncio.run(load(place.web_port, pages, per_s=per_s, seconds=seconds))
            print(f", {os.getloadavg()[0]:.1f} after")
    return times, {name: int(number) for name, number in queries.items()}


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
            shown = "  ".join(f"{times[name].quantile(share):6.1f}" for share in SHARES)
            ratio = times[name].quantile(0.95) / smallest.quantile(0.95)
            print(f"{name:12} {size:8} {queries[name]:8}  {shown}  {ratio:6.2f}")
    for size, (times, _) in zip(sizes, results, strict=True):
        together = Times([one for page in times.values() for one in page.ms])
        print(f"all, {size} files:", "  ".join(f"p{share * 100:g} {together.quantile(share):.1f}" for share in SHARES))


if __name__ == "__main__":
    main()
