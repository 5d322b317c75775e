"""Files read and written for the commands, with what goes wrong said in a line."""

from __future__ import annotations

import os
from pathlib import Path

from ebb.relief.errors import ReliefError

MOST_BYTES = 10_000_000


class FileError(ReliefError):
    """A file that cannot be read or written."""


def read_text(path: Path) -> str:
    """A file's text in UTF-8. Raises FileError."""
    return decoded(read_bytes(path), path)


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """A file's bytes, if it is no larger than `most`. Raises FileError."""
    try:
        if path.stat().st_size > most:
            raise FileError(f"{path} is larger than {most:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}") from None


def decoded(raw: bytes, path: Path) -> str:
    """The bytes of that file as text. Raises FileError."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise FileError(f"{path} is not text in UTF-8") from None


def write_whole(path: Path, text: str) -> None:
    """The old file or the new one stands there at any moment, never a piece. Raises FileError, for a device too."""
    if path.exists() and not path.is_file():
        raise FileError(f"cannot write {path}: it is there already and is no plain file")
    new = path.with_name(f"{path.name}.new")
    try:
        with new.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    except OSError as error:
        raise FileError(f"cannot write {path}: {error.strerror}") from None
