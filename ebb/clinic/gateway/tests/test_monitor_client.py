"""A monitor sends again what was not answered, and only that."""

import socket
import threading
from datetime import UTC, datetime

import pytest

from ebb.clinic.gateway import monitor_client
from ebb.clinic.gateway.monitor_client import MonitorClient, NoGateway
from ebb.clinic.gateway.tests.monitor import vitals
from ebb.devices.acknowledge import acknowledgement
from ebb.devices.hl7 import parse
from ebb.devices.mllp import Deframer, frame

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Moody:
    """A gateway that answers by a list: a code, `other` for somebody else's answer first, or `cut` to hang up."""

    def __init__(self, *moods: str) -> None:
        self.moods = list(moods)
        self.heard: list[str] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.thread = threading.Thread(target=self._serve)

    def __enter__(self) -> "Moody":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.thread.join(10)
        self.listening.close()

    def _serve(self) -> None:
        while self.moods:
            line, _ = self.listening.accept()
            with line:
                deframer = Deframer()
                while self.moods and (data := line.recv(65536)):
                    for payload in deframer.feed(data):
                        if not self._answers(line, payload):
                            break
                    else:
                        continue
                    break

    def _answers(self, line: socket.socket, payload: bytes) -> bool:
        header = parse(payload).header
        self.heard.append(header.control_id)
        mood = self.moods.pop(0)
        if mood == "cut":
            return False
        if mood == "other":
            other = parse(vitals("somebody")).header
            line.sendall(frame(acknowledgement(other, "AA", "", at=AT, control_id="1")))
            mood = "AE"
        line.sendall(frame(acknowledgement(header, mood, "", at=AT, control_id="1")))
        return True


def test_it_sends_again_over_a_lost_line_and_a_failed_commit():
    waits: list[float] = []
    with Moody("cut", "AE", "other", "AA") as gateway:
        client = MonitorClient("127.0.0.1", gateway.port, waits.append)

        taken = client.send(vitals("1"), "1")
        client.close()

    assert taken
    assert gateway.heard == ["1"] * 4
    assert waits == [monitor_client.AGAIN_AFTER_SECONDS] * 3


def test_it_does_not_send_again_what_was_refused():
    with Moody("AR") as gateway:
        client = MonitorClient("127.0.0.1", gateway.port, lambda seconds: None)

        taken = client.send(vitals("1"), "1")
        client.close()

    assert not taken
    assert gateway.heard == ["1"]


def test_it_gives_up_after_a_while(monkeypatch):
    monkeypatch.setattr(monitor_client, "PERSIST_SECONDS", 0.0)
    client = MonitorClient("127.0.0.1", 1, lambda seconds: None)

    assert not client.send(vitals("1"), "1")


def test_it_says_when_no_gateway_answers():
    with pytest.raises(NoGateway, match=r"127\.0\.0\.1:1"):
        MonitorClient("127.0.0.1", 1, lambda seconds: None).open()
