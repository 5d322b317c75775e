"""A monitor, a nurse at a tablet and an open page. Each step may break with an OSError and is then taken again."""

import http.client
import json
import socket
from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import uuid4

from ebb.devices.compose import compose_vitals
from ebb.devices.hl7 import parse
from ebb.devices.mllp import frame
from tests.killing.house import House
from tests.killing.notes import Notes
from tests.killing.opening import Seat

ANSWER_S = 10.0
SILENCE_S = 3.0
CSRF = "c" * 32
LEAVES_EVERY = 5


class Monitor:
    """Sends a message, waits for its acknowledgement, and sends what had none again."""

    def __init__(self, house: House, seat: Seat, notes: Notes) -> None:
        self.house, self.seat, self.notes = house, seat, notes
        self.line: socket.socket | None = None
        self.number = 1
        self.payload = b""

    def step(self) -> None:
        name = f"K{self.number:06}"
        self.payload = self.payload or self._measured(name)
        try:
            self.line = self.line or socket.create_connection(("127.0.0.1", self.house.mllp_port), ANSWER_S)
            self.line.sendall(frame(self.payload))
            answer = self.line.recv(65536)
            if not answer:
                raise ConnectionError("the gateway is gone")
        except OSError:
            self._hang_up()
            raise
        if parse(answer.strip(b"\x0b\x1c\r")).first("MSA").text(1) == "AA":
            self.number += 1
            self.payload = b""
            self.notes.add(self.notes.acknowledged, name)
        else:
            self.notes.add(self.notes.faults, f"message {name} was answered {answer!r}")

    def _measured(self, name: str) -> bytes:
        """A message of now; it is sent again as it was until it is acknowledged."""
        values = {"hr_per_min": 60 + self.number % 40, "spo2_percent": 97, "nibp_sys_mmhg": 128, "nibp_dia_mmhg": 78}
        return compose_vitals(
            bed=self.seat.bed, taken_at=datetime.now(UTC), values=values, dialect="mdc", control_id=name
        )

    def _hang_up(self) -> None:
        if self.line is not None:
            self.line.close()
        self.line = None


class Nurse:
    """Saves one note after another; a form without an answer is sent again under the same key.

    Of every few forms she leaves one before it is answered, as when a tablet loses its network: it may be saved or not.
    """

    def __init__(self, house: House, seat: Seat, notes: Notes) -> None:
        self.house, self.seat, self.notes = house, seat, notes
        self.number = 1
        self.key = uuid4()
        self.left: set[int] = set()

    def step(self) -> None:
        text = f"note {self.number}"
        form = {"csrfmiddlewaretoken": CSRF, "form_key": str(self.key), "text": text}
        status = self._post(f"/infusion/{self.seat.infusion}/do/note/", form)
        if status == 302:
            self.number, self.key = self.number + 1, uuid4()
            self.notes.add(self.notes.saved, text)
        elif status >= 500:
            # Pages that are ending cut off what they were at; that is no answer, and one that stays is told as silence.
            raise ConnectionError(f"{text} was answered {status}")
        else:
            self.notes.add(self.notes.faults, f"{text} was answered {status}")

    def _post(self, path: str, form: dict[str, str]) -> int:
        line = http.client.HTTPConnection("127.0.0.1", self.house.web_port, timeout=ANSWER_S)
        cookies = f"sessionid={self.seat.session}; csrftoken={CSRF}"
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            line.request("POST", path, urlencode(form), headers)
            if self.number % LEAVES_EVERY == 0 and self.number not in self.left:
                self.left.add(self.number)
                raise ConnectionError("left before the answer")
            return line.getresponse().status
        finally:
            line.close()


class OpenPage:
    """Listens to the stream of its infusion and, when it breaks, comes back for what came after the last id."""

    def __init__(self, house: House, seat: Seat, notes: Notes) -> None:
        self.house, self.seat, self.notes = house, seat, notes
        self.line: http.client.HTTPConnection | None = None
        self.last_id = ""

    def step(self) -> None:
        try:
            if self.line is None:
                self._open()
            self._hear(self._event())
        except (OSError, http.client.HTTPException):
            if self.line is not None:
                self.line.close()
            self.line = None
            raise

    def _open(self) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", self.house.web_port, timeout=SILENCE_S)
        headers = {"Cookie": f"sessionid={self.seat.session}"} | (
            {"Last-Event-ID": self.last_id} if self.last_id else {}
        )
        self.line.request("GET", f"/stream/infusion/{self.seat.infusion}/", headers=headers)
        self.answer = self.line.getresponse()
        if self.answer.status != 200:
            self.notes.add(self.notes.faults, f"the stream answered {self.answer.status}")
        self.notes.add(self.notes.opened_after, self.last_id)

    def _event(self) -> dict[str, str]:
        """The fields of the next event. Raises OSError when the stream ends or falls silent."""
        event: dict[str, str] = {}
        while (text := self.answer.readline().decode()) != "\n":
            if not text:
                raise ConnectionError("the stream ended")
            name, _, value = text.rstrip("\n").partition(": ")
            event[name] = value
        return event

    def _hear(self, event: dict[str, str]) -> None:
        self.last_id = event.get("id", self.last_id)
        if event.get("event") == "sample":
            self.notes.add(self.notes.heard, json.loads(event["data"])["at"])
