"""The process is killed, or asked to stop, in the middle."""

import signal
import threading

import pytest

from ebb.clinic.gateway.tests.monitor import vitals
from ebb.clinic.vitals.models import Message
from ebb.clinic.vitals.tests.process import running, say, start

pytestmark = pytest.mark.django_db(transaction=True)


class Taken(list):
    """The control ids acknowledged, and when there are a hundred."""

    def __init__(self):
        super().__init__()
        self.hundred = threading.Event()

    def add(self, name: str) -> None:
        self.append(name)
        if len(self) >= 100:
            self.hundred.set()


def test_what_was_acknowledged_is_there_after_a_kill():
    taken = Taken()

    with running() as process:
        threads = [threading.Thread(target=send_until_cut, args=(process, number, taken)) for number in range(4)]
        for thread in threads:
            thread.start()
        assert taken.hundred.wait(30)
        process.end(signal.SIGKILL)
        for thread in threads:
            thread.join()

    stored = set(Message.objects.values_list("control_id", flat=True))
    assert len(taken) >= 100
    assert set(taken) <= stored


def test_it_answers_what_it_took_and_stops_when_asked():
    taken = Taken()

    with running() as process:
        thread = threading.Thread(target=send_until_cut, args=(process, 1, taken))
        thread.start()
        assert taken.hundred.wait(30)
        code = process.end(signal.SIGTERM)
        thread.join()

    assert code == 0
    assert set(taken) <= set(Message.objects.values_list("control_id", flat=True))


def test_it_says_in_a_sentence_that_the_port_is_taken():
    with running() as process:
        second = start("gateway", "--port", str(process.port))
        _, said = second.communicate(timeout=20)

    assert second.returncode == 1
    assert f"cannot listen on 127.0.0.1:{process.port}" in said
    assert "Traceback" not in said


def send_until_cut(process, number: int, taken: Taken) -> None:
    """Send message after message until the line breaks; note the acknowledged ones."""
    turn = 0
    with process.connect() as line:
        while True:
            turn += 1
            name = f"{number}x{turn}"
            try:
                answer = say(line, vitals(name))
            except OSError:
                return
            if b"MSA|AA|" + name.encode() not in answer:
                return
            taken.add(name)
