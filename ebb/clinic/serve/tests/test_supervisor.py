import logging
import signal
import subprocess

import pytest

from ebb.clinic.serve.supervisor import Supervisor


class Process:
    """A process that is dead or alive as the test says."""

    def __init__(self, *_: object, **__: object) -> None:
        self.returncode: int | None = None

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
