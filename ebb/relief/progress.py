"""How far a long job is, told as it goes."""

from typing import TextIO


class Progress:
    """A line for each stage; on a terminal it is rewritten as the stage goes on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._rewrites = stream.isatty()

    def now(self, text: str) -> None:
        if self._rewrites:
            self._stream.write(f"\r\x1b[Kebb relief: {text}")
            self._stream.flush()

    def line(self, text: str) -> None:
        start = "\r\x1b[K" if self._rewrites else ""
        self._stream.write(f"{start}ebb relief: {' '.join(text.split())}\n")
        self._stream.flush()
