"""Processes are killed without a word at twenty random moments of a running infusion; nothing promised is lost.

Runs on SQLite, and on PostgreSQL when DATABASE_URL names one, with the real processes and a database of their own.
"""

import http.client
import json
import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from ebb.pathway.vital_signs import CONTINUOUS
from tests.killing.clients import Monitor, Nurse, OpenPage
from tests.killing.house import PATIENCE_SECONDS, House, children_of, end, house, until
from tests.killing.notes import Notes, going_on
from tests.killing.opening import Seat

KILLS = 20
VICTIMS = ("web", "live", "serve")
LONGEST_CALM_S = 0.5
BETWEEN_S = 0.02
SILENT_S = 40.0
LOST = "monitor lost"


def test_nothing_promised_is_lost_when_a_process_is_killed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = int(os.environ.get("EBB_KILL_SEED", random.randrange(10**6)))
    print(f"EBB_KILL_SEED={seed} repeats these moments")  # noqa: T201 (shown when it fails)
    notes = Notes()

    with running_clinic(tmp_path) as (place, seat), served(place) as serving:
        page = OpenPage(place, seat, notes)
        with going_on(notes, page.step):
            notes.wait_for(lambda: bool(notes.opened_after), "the page opens its stream")
            with at_work(place, seat, notes):
                killed = kill_again_and_again(serving, notes, random.Random(seed))
                fall_silent(serving, place, seat, notes)
            after = kept(place, seat)
            notes.wait_for(lambda: set(after["received_at"]) <= set(notes.heard), "the page hears of all messages")
        shown = page_of(place, seat)
        stopped = serving.stop()
        verified = place.run("ebb", "verify-record")

    with capsys.disabled():
        print(f"\nseed {seed}: killed {dict(Counter(killed))}; {told(notes)}")  # noqa: T201
    stored = Counter(after["control_ids"])
    assert {name: stored[name] for name in notes.acknowledged} == dict.fromkeys(notes.acknowledged, 1)
    assert Counter(after["notes"]) == Counter(notes.saved)
    assert after["state"] == "running"
    assert after["gaps"] == silences(after["received_at"]) != []
    assert LOST in shown
    assert " 0 faults" in verified
    assert stopped == 0


class Serving:
    """`ebb serve`, started again after it was killed."""

    def __init__(self, place: House) -> None:
        self.place = place
        self.process = place.serve()

    def kill(self, victim: str) -> None:
        """SIGKILL. What the supervisor does not start again by itself is started again at once."""
        if victim == "serve":
            self.process.kill()
            self.process.wait()
            self.process = self.place.serve()
        else:
            # After a restart the orphans of the killed supervisor may serve for a moment more.
            pid = until(lambda: children_of(self.process.pid).get(victim), f"{victim} runs")
            os.kill(pid, signal.SIGKILL)

    def stop(self) -> int:
        return end(self.process)


def kill_again_and_again(serving: Serving, notes: Notes, chance: random.Random) -> list[str]:
    """Kill one process after another, each at a random moment after all clients are at work again; their names."""
    killed = []
    for _ in range(KILLS):
        notes.wait_for_more()
        notes.is_calm_for(chance.uniform(0, LONGEST_CALM_S))
        killed.append(chance.choice(VICTIMS))
        serving.kill(killed[-1])
    notes.wait_for_more()
    return killed


def fall_silent(serving: Serving, place: House, seat: Seat, notes: Notes) -> None:
    """Kill the supervisor and let only the pages run again, until they show that the monitor is lost; then all."""
    serving.process.kill()
    serving.process.wait()
    until(lambda: not place.processes(), "pages and gateway leave with their supervisor")
    pages = place.start("web", "--port", str(place.web_port))
    saved = len(notes.saved)
    notes.wait_for(lambda: len(notes.saved) > saved, "forms are saved while the monitor is lost")
    until(lambda: LOST in page_of(place, seat), "the page shows the gap", seconds=SILENT_S)
    end(pages)
    serving.process = place.serve()
    notes.wait_for_more()


@contextmanager
def running_clinic(home: Path) -> Iterator[tuple[House, Seat]]:
    """One house with one running infusion."""
    with house(home) as place:
        place.run("ebb", "migrate")
        yield place, Seat(**json.loads(place.run("tests.killing.opening", "1"))[0])


@contextmanager
def served(place: House) -> Iterator[Serving]:
    serving = Serving(place)
    try:
        yield serving
    finally:
        if serving.process.poll() is None:
            serving.stop()


@contextmanager
def at_work(place: House, seat: Seat, notes: Notes) -> Iterator[None]:
    monitor, nurse = Monitor(place, seat, notes), Nurse(place, seat, notes)
    with going_on(notes, monitor.step, pause_s=BETWEEN_S), going_on(notes, nurse.step, pause_s=BETWEEN_S):
        yield


def kept(place: House, seat: Seat) -> dict[str, list]:
    return json.loads(place.run("tests.killing.kept", seat.infusion))


def page_of(place: House, seat: Seat) -> str:
    """The infusion's page as its nurse sees it."""
    line = http.client.HTTPConnection("127.0.0.1", place.web_port, timeout=PATIENCE_SECONDS)
    line.request("GET", f"/infusion/{seat.infusion}/", headers={"Cookie": f"sessionid={seat.session}"})
    answer = line.getresponse()
    text = answer.read().decode()
    line.close()
    assert answer.status == 200, answer.status
    return text


def silences(received_at: list[float]) -> list[list[float]]:
    """Where two messages lie further apart than a page may show as present, and than their own beat explains."""
    beat = median(next - one for one, next in pairwise(received_at))
    return [[one, next] for one, next in pairwise(received_at) if next - one > CONTINUOUS.stale_s + beat]


def told(notes: Notes) -> str:
    return (
        f"{len(notes.acknowledged)} messages acknowledged, {len(notes.saved)} forms saved, "
        f"{len(notes.heard)} samples heard, the stream opened {len(notes.opened_after)} times"
    )
