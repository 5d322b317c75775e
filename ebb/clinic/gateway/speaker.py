"""A monitor's side of MLLP: send a message, wait for its answer, send it again when none came."""

import socket
from collections.abc import Callable
from time import monotonic

from ebb.devices.hl7 import Hl7Error, parse
from ebb.devices.mllp import Deframer, frame

ANSWER_SECONDS = 10.0
CONNECT_SECONDS = 5.0
PERSIST_SECONDS = 60.0
AGAIN_AFTER_SECONDS = 1.0


class NobodyListens(Exception):
    """No gateway could be reached at the address."""


class Speaker:
    """One monitor. `wait` pauses for some seconds; it is handed in so that a test need not."""

    def __init__(self, host: str, port: int, wait: Callable[[float], object]) -> None:
        self.address = (host, port)
        self.wait = wait
        self._line: socket.socket | None = None
        self._deframer = Deframer()
        self._heard: list[bytes] = []

    def open(self) -> None:
        """Raises NobodyListens."""
        try:
            self._line = socket.create_connection(self.address, timeout=CONNECT_SECONDS)
        except OSError as error:
            host, port = self.address
            raise NobodyListens(f"no gateway answers at {host}:{port}: {error.strerror or error}") from error
        self._line.settimeout(ANSWER_SECONDS)
        self._deframer, self._heard = Deframer(), []

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def say(self, payload: bytes, control_id: str) -> bool:
        """Send until it is taken, through lost lines and failed commits, for a minute; False when it was not."""
        give_up_at = monotonic() + PERSIST_SECONDS
        while True:
            answer = self._said(payload, control_id)
            if answer in ("AA", "AR") or monotonic() > give_up_at:
                return answer == "AA"
            self.wait(AGAIN_AFTER_SECONDS)

    def _said(self, payload: bytes, control_id: str) -> str:
        """The answer's code, empty when the line was lost or silent."""
        try:
            if self._line is None:
                self.open()
            self._line.sendall(frame(payload))
            return self._answer(control_id)
        except (OSError, NobodyListens):
            self.close()
            return ""

    def _answer(self, control_id: str) -> str:
        while True:
            while self._heard:
                code, about = _read(self._heard.pop(0))
                if about == control_id:
                    return code
            data = self._line.recv(65536)
            if not data:
                raise ConnectionResetError("the gateway closed the line")
            self._heard += self._deframer.feed(data)


def _read(payload: bytes) -> tuple[str, str]:
    try:
        msa = parse(payload).first("MSA")
    except Hl7Error:
        return "", ""
    return (msa.text(1), msa.text(2)) if msa else ("", "")
