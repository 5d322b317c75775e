import logging
import os
import signal
import subprocess

import pytest

from ebb.clinic.serve.heartbeat import SLOWEST_WORK_SECONDS, Heartbeat
from ebb.clinic.serve.supervisor import Supervisor


class Process:
    """A process that is dead or alive as the test says."""

    def __init__(self, *_: object, env: dict[str, str], **__: object) -> None:
        self.returncode: int | None = None
        self.writing_end = os.dup(int(env["EBB_HEARTBEATS"]))

    def kill(self) -> None:
        self.returncode = -signal.SIGKILL

    def poll(self) -> int | None:
        return self.returncode


@pytest.fixture
def supervisor(monkeypatch: pytest.MonkeyPatch) -> Supervisor:
    monkeypatch.setattr(subprocess, "Popen", Process)
    house = Supervisor({"live": ["live"]})
    house.start(at=0.0)
    return house


def die(supervisor: Supervisor, *, at: float, code: int = 1) -> None:
    supervisor.children["live"].process.returncode = code
    supervisor.look_after(at=at)


def is_up(supervisor: Supervisor) -> bool:
    return supervisor.children["live"].process.poll() is None


def test_a_process_that_dies_is_started_again_at_once(supervisor: Supervisor) -> None:
    die(supervisor, at=3.0)

    assert is_up(supervisor)


def test_one_that_keeps_dying_waits_longer_each_time_and_is_never_given_up(supervisor: Supervisor) -> None:
    now, waited = 0.0, []

    for _ in range(9):
        now += 0.5
        died_at = now
        die(supervisor, at=now)
        while not is_up(supervisor):
            now += 0.5
            supervisor.look_after(at=now)
        waited.append(now - died_at)

    assert waited == [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_one_that_is_killed_from_outside_is_up_at_once_however_often(supervisor: Supervisor, number: int) -> None:
    for at in (0.5, 1.0, 1.5, 2.0):
        die(supervisor, at=at, code=-number)

        assert is_up(supervisor)


def test_one_that_ran_for_a_while_has_its_first_death_again(supervisor: Supervisor) -> None:
    die(supervisor, at=0.5)
    die(supervisor, at=60.0)

    assert is_up(supervisor)


def test_the_log_says_once_how_long_it_waits(supervisor: Supervisor, caplog: pytest.LogCaptureFixture) -> None:
    die(supervisor, at=0.5)

    caplog.clear()
    with caplog.at_level(logging.ERROR):
        die(supervisor, at=1.0)
        supervisor.look_after(at=1.5)

    assert caplog.messages == ["live ended with 1, 2 times in a row soon after its start; starting it again in 1 s"]


def beat(supervisor: Supervisor) -> None:
    os.write(supervisor.children["live"].process.writing_end, b".")


@pytest.mark.parametrize(("silent_s", "ended"), [(10.0, False), (10.5, True)])
def test_one_that_hangs_is_ended_and_started_again(supervisor: Supervisor, silent_s: float, ended: bool) -> None:
    hanging = supervisor.children["live"].process
    beat(supervisor)
    supervisor.look_after(at=5.0)

    supervisor.look_after(at=5.0 + silent_s)
    supervisor.look_after(at=5.5 + silent_s if ended else 5.0 + silent_s)

    assert (supervisor.children["live"].process is not hanging) is ended
    assert is_up(supervisor)


def test_one_that_still_starts_is_given_its_time(supervisor: Supervisor) -> None:
    starting = supervisor.children["live"].process

    supervisor.look_after(at=60.0)

    assert supervisor.children["live"].process is starting


def test_one_started_again_is_not_judged_by_the_heartbeats_of_the_one_before(supervisor: Supervisor) -> None:
    beat(supervisor)
    die(supervisor, at=3.0)

    supervisor.look_after(at=30.0)

    assert is_up(supervisor)


def test_the_supervisor_that_stood_still_itself_ends_nobody(supervisor: Supervisor) -> None:
    beat(supervisor)
    supervisor.look_after(at=1.0)
    beat(supervisor)

    supervisor.look_after(at=600.0)

    assert is_up(supervisor)


@pytest.mark.parametrize(("silent_s", "beats"), [(SLOWEST_WORK_SECONDS, 1), (SLOWEST_WORK_SECONDS + 1, 0)])
def test_a_process_beats_only_while_each_of_its_works_comes_round(
    monkeypatch: pytest.MonkeyPatch, silent_s: float, beats: int
) -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    monkeypatch.setenv("EBB_HEARTBEATS", str(writing))
    clock = iter([0.0, silent_s, silent_s])
    monkeypatch.setattr("ebb.clinic.serve.heartbeat.monotonic", lambda: next(clock))
    heartbeat = Heartbeat("gateway", "watch")
    heartbeat.came_round("gateway")

    heartbeat.beat()

    os.close(writing)
    assert len(os.read(reading, 10)) == beats
