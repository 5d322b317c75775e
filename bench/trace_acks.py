"""Shows from the system calls that every AA follows a completed sync of what it acknowledges.

A killed process does not lose what the kernel holds, so killing proves nothing about the disk. Here the gateway (and
PostgreSQL, where it is the one that writes) runs under strace while monitors talk to it. For each AA: which write to
the log holds the message's control id, which fsync or fdatasync of that same file came back after it, and that the AA
left only then.

    python -m bench.trace_acks [--messages 200] [--connections 8]
    python scripts/with_postgres.py python -m bench.trace_acks

Prints one line; exits 1 when an AA left early, 2 when strace is not installed.
"""

import argparse
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.load import clinic
from bench.producers import Monitor, monitors
from tests.killing.house import ROOT, House, end, is_free, until

CALLS = "trace=write,writev,pwrite64,pwritev,sendto,sendmsg,fsync,fdatasync"
LINE = re.compile(r"^(?P<pid>\d+)\s+(?P<at>\d+\.\d+) (?P<rest>.*)$")
CALL = re.compile(r"^(?P<name>\w+)\(\d+<(?P<file>.*?)>(?P<more>[,) ].*)$")
RESUMED = re.compile(r"^<\.\.\. (?P<name>\w+) resumed>(?P<more>.*)$")
TOOK = re.compile(r"<(?P<seconds>\d+\.\d+)>$")


@dataclass
class Call:
    """One system call: when it began and when it came back."""

    name: str
    file: str
    data: str
    began: float
    ended: float = 0.0


def calls(trace: Path) -> Iterator[Call]:
    """The calls that came back, in the order in which strace saw them begin."""
    begun: dict[str, Call] = {}
    for text in trace.read_text(errors="replace").splitlines():
        line = LINE.match(text)
        if line is None:
            continue
        at, rest, took = float(line["at"]), line["rest"], TOOK.search(text)
        if RESUMED.match(rest):
            call = begun.pop(line["pid"], None)
            if call is not None and took:
                call.ended = call.began + float(took["seconds"])
                yield call
        elif found := CALL.match(rest):
            call = Call(found["name"], found["file"], found["more"], at)
            if rest.endswith("<unfinished ...>"):
                begun[line["pid"]] = call
            elif took:
                call.ended = at + float(took["seconds"])
                yield call


def early(seen: list[Call], control_ids: list[str]) -> list[str]:
    """What is wrong with each AA; empty when every one follows the sync of its message."""
    syncs = [call for call in seen if call.name in ("fsync", "fdatasync") and is_log(call.file)]
    faults = []
    for control_id in control_ids:
        naming = [call for call in seen if control_id in call.data]
        aa = next((call for call in naming if f"MSA|AA|{control_id}\\r" in call.data), None)
        written = [call for call in naming if is_log(call.file) and (aa is None or call.began < aa.began)]
        if aa is None or not written:
            faults.append(f"{control_id}: {'no AA' if aa is None else 'no write to the log'} was seen")
            continue
        file, since = written[0].file, asked_to_commit(seen, naming) or written[0].ended
        if not any(call.file == file and since <= call.began and call.ended <= aa.began for call in syncs):
            faults.append(f"{control_id}: its AA left before a sync of {Path(file).name} came back")
    return faults


def asked_to_commit(seen: list[Call], naming: list[Call]) -> float | None:
    """When PostgreSQL was asked to commit the message; None on SQLite, where the gateway writes the log itself.

    There the first write that holds a message is part of the one burst that its commit writes and then syncs. Later
    commits write the same pages again, so the last write says nothing. PostgreSQL may write before it is asked to
    commit; only a sync that began after the COMMIT was sent counts.
    """
    handed = next((call for call in naming if "COMMIT" not in call.data and is_database_line(call)), None)
    if handed is None:
        return None
    return next(call.began for call in seen if call.began > handed.began and is_commit(call))


def is_commit(call: Call) -> bool:
    return "COMMIT" in call.data and is_database_line(call)


def is_database_line(call: Call) -> bool:
    """A message from the gateway to PostgreSQL: over a Unix socket, where monitors come by TCP."""
    return call.name in ("sendto", "write", "sendmsg") and call.file.startswith("UNIX")


def is_log(file: str) -> bool:
    """SQLite's log ends in -wal, PostgreSQL's lies in pg_wal."""
    return file.endswith("-wal") or "/pg_wal/" in file


def traced(place: House, messages: int, connections: int) -> tuple[list[Call], list[str]]:
    traces = [place.home / "gateway.trace"]
    # -D: the gateway stays our child and the tracer steps aside, so that ending it ends both.
    strace = ["strace", "-D", "-f", "-ttt", "-T", "-yy", "-s", "70000", "-e", CALLS]
    attached = None
    if place.database_url:
        traces.append(place.home / "postgresql.trace")
        attached = attach([word for word in strace if word != "-D"], traces[1], postmaster(place.database_url))
    command = [sys.executable, "-m", "ebb", "gateway", "--port", str(place.mllp_port)]
    process = subprocess.Popen([*strace, "-o", str(traces[0]), *command], env=place.environment, cwd=ROOT)
    until(lambda: not is_free(place.mllp_port), "the gateway listens")
    control_ids = send(place.mllp_port, messages, connections)
    end(process)
    if attached is not None:
        attached.send_signal(signal.SIGINT)
        attached.wait()
        attached.stderr.close()
    return sorted((call for trace in traces for call in calls(trace)), key=lambda call: call.began), control_ids


def send(port: int, messages: int, connections: int) -> list[str]:
    """Send over that many connections at once, each waiting for its answer; the control ids that were taken."""
    taken: list[str] = []

    def send_each(monitor: Monitor) -> None:
        for _ in range(messages // connections):
            before = monitor.taken
            monitor.send()
            monitor.take_answer()
            if monitor.taken > before:
                taken.append(f"{monitor.prefix}{monitor.sent:06d}")

    threads = [threading.Thread(target=send_each, args=[monitor]) for monitor in monitors(port, connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def postmaster(database_url: str) -> int:
    """PostgreSQL's first process: the parent of the one that answers us."""
    with psycopg.connect(database_url) as connection:
        (backend,) = connection.execute("SELECT pg_backend_pid()").fetchone()
        return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def attach(strace: list[str], trace: Path, first: int) -> subprocess.Popen:
    """Follow PostgreSQL: its first process, those it has, and those it will start."""
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    followed = [word for pid in [str(first), *children] for word in ("-p", pid)]
    tracer = subprocess.Popen([*strace, "-o", str(trace), *followed], stderr=subprocess.PIPE, text=True)
    for _ in range(1 + len(children)):
        tracer.stderr.readline()
    return tracer


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    if shutil.which("strace") is None:
        print("strace is not installed here, so the order of AA and sync was NOT shown; apt-get install strace")
        return 2
    with clinic() as place:
        seen, control_ids = traced(place, options.messages, options.connections)
    faults = early(seen, control_ids)
    syncs = sum(call.name in ("fsync", "fdatasync") and is_log(call.file) for call in seen)
    print(f"{len(control_ids)} AAs, {syncs} syncs of the log, {len(faults)} AAs before their sync")
    print("\n".join(faults[:10]), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
