"""MLLP, the envelope HL7 v2 travels in: 0x0B, the message, 0x1C 0x0D."""

START = b"\x0b"
END = b"\x1c\r"


class MllpError(Exception):
    """The bytes cannot be framed."""


class NotFrameable(MllpError):
    """The payload holds the marks of a frame itself, so the other side would cut it in two."""


class FrameTooLong(MllpError):
    """A frame grew past what we take; the rest of it will be dropped as garbage.

    `payloads` holds the complete messages that came before it in the same read.
    """

    def __init__(self, max_bytes: int, payloads: list[bytes]) -> None:
        super().__init__(f"a frame is longer than the {max_bytes} bytes taken here; send smaller messages")
        self.payloads = payloads


def frame(payload: bytes) -> bytes:
    """The payload in its envelope. Raises NotFrameable when it holds 0x0B or 0x1C 0x0D itself."""
    if START in payload or END in payload:
        raise NotFrameable("the payload holds 0x0B or 0x1C 0x0D, which begin and end a frame")
    return START + payload + END


class Deframer:
    """Takes bytes as they come off one connection and gives back whole messages.

    `garbage_bytes` counts what stood outside any frame, and the halves of frames that a new 0x0B cut short:
    joining two halves could put one patient's numbers under another's name.
    """

    def __init__(self, max_bytes: int = 1_000_000) -> None:
        self.max_bytes = max_bytes
        self.garbage_bytes = 0
        self._held = bytearray()
        self._inside = False
        self._searched = 0

    @property
    def pending(self) -> bool:
        """True while half a frame is held."""
        return self._inside

    def feed(self, data: bytes) -> list[bytes]:
        """The payloads completed by `data`, in order. Raises FrameTooLong."""
        held = self._held
        held += data
        payloads: list[bytes] = []
        at = 0
        while True:
            if not self._inside:
                at = self._find_start(at)
                if not self._inside:
                    break
            end = held.find(END, self._searched)
            stop = end if end >= 0 else len(held)
            at = self._restart(at, stop)
            if self._length(at, stop) > self.max_bytes:
                self._abandon(at, end)
                raise FrameTooLong(self.max_bytes, payloads)
            if end < 0:
                # The last byte may be the first of the two that end a frame.
                self._searched = max(at, stop - 1)
                break
            payloads.append(bytes(held[at:end]))
            at = end + len(END)
            self._inside = False
        del held[:at]
        self._searched -= at
        return payloads

    def _find_start(self, at: int) -> int:
        start = self._held.find(START, at)
        if start < 0:
            self.garbage_bytes += len(self._held) - at
            return len(self._held)
        self.garbage_bytes += start - at
        self._inside = True
        self._searched = start + 1
        return start + 1

    def _restart(self, at: int, stop: int) -> int:
        again = self._held.rfind(START, self._searched, stop)
        if again < 0:
            return at
        self.garbage_bytes += again + 1 - at
        return again + 1

    def _length(self, at: int, stop: int) -> int:
        ending = stop == len(self._held) and self._held.endswith(END[:1])
        return stop - at - ending

    def _abandon(self, at: int, end: int) -> None:
        stop = end + len(END) if end >= 0 else len(self._held)
        self.garbage_bytes += stop - at + 1
        del self._held[:stop]
        self._inside = False
        self._searched = 0
