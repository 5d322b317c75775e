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


class NoGateway(Exception):
    """No gateway could be reached at the address."""


class MonitorClient:
    """One monitor. `wait` pauses for some seconds; it is handed in so that a test need not."""

    def __init__(self, host: str, port: int, wait: Callable[[float], object]) -> None:
        self.address = (host, port)
        self.wait = wait
        self._socket: socket.socket | None = None
        self._deframer = Deframer()
        self._received: list[bytes] = []

    def open(self) -> None:
        """Raises NoGateway."""
        try:
            self._socket = socket.create_connection(self.address, timeout=CONNECT_SECONDS)
        except OSError as error:
            host, port = self.address
            raise NoGateway(f"no gateway answers at {host}:{port}: {error.strerror or error}") from error
        self._socket.settimeout(ANSWER_SECONDS)
        self._deframer, self._received = Deframer(), []

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def send(self, payload: bytes, control_id: str) -> bool:
        """Send until it is taken, through lost connections and failed commits, for a minute; False when it was not."""
        give_up_at = monotonic() + PERSIST_SECONDS
        while True:
            answer = self._send_once(payload, control_id)
            if answer in ("AA", "AR") or monotonic() > give_up_at:
                return answer == "AA"
            self.wait(AGAIN_AFTER_SECONDS)

    def _send_once(self, payload: bytes, control_id: str) -> str:
        """The answer's code, empty when the connection was lost or silent."""
        try:
            if self._socket is None:
                self.open()
            self._socket.sendall(frame(payload))
            return self._answer(control_id)
        except (OSError, NoGateway):
            self.close()
            return ""

    def _answer(self, control_id: str) -> str:
        while True:
            while self._received:
                code, answered_id = _code_and_id(self._received.pop(0))
                if answered_id == control_id:
                    return code
            data = self._socket.recv(65536)
            if not data:
                raise ConnectionResetError("the gateway closed the connection")
            self._received += self._deframer.feed(data)


def _code_and_id(payload: bytes) -> tuple[str, str]:
    try:
        msa = parse(payload).first("MSA")
    except Hl7Error:
        return "", ""
    return (msa.text(1), msa.text(2)) if msa else ("", "")
