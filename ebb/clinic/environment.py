"""Values from the environment, each checked when it is read."""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

SQLITE_AT_OPENING = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; "
    "PRAGMA recursive_triggers=ON; PRAGMA foreign_keys=ON;"
)


class Malformed(SystemExit):
    """A value that cannot be used; the start stops with one sentence and exit code 2."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        print(f"ebb: {name} is {value!r}; it must be {wanted}.", file=sys.stderr)  # noqa: T201
        super().__init__(2)


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value not in ("0", "1"):
        raise Malformed(name, value, "0 or 1")
    return value == "1"


def number(name: str, default: int) -> int:
    value = os.environ.get(name)
    if value is None:
        return default
    if not value.isdecimal():
        raise Malformed(name, value, "a whole number")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word for word in os.environ.get(name, default).replace(",", " ").split() if word]


def home() -> Path:
    """The folder that holds the clinic's state: database, keys, anchors. Made on first use, closed to others."""
    folder = Path(os.environ.get("EBB_HOME", "var")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret(name: str, file: Path) -> str:
    """The secret from the environment, else from `file`, which is made once with a fresh one."""
    value = os.environ.get(name)
    if value:
        return value
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text().strip()


def database(home: Path) -> dict[str, object]:
    """Django's connection settings from DATABASE_URL; a SQLite file in `home` without it."""
    url = os.environ.get("DATABASE_URL", "")
    parts = urlsplit(url)
    if not url or parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:] or home / "ebb.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_AT_OPENING},
            "TEST": {"NAME": home / "test.sqlite3"},
        }
    if parts.scheme not in ("postgres", "postgresql"):
        raise Malformed("DATABASE_URL", parts.scheme, "sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path[1:],
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or _socket_folder(parts.query),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _socket_folder(query: str) -> str:
    """A Unix socket's folder, written as `?host=/folder`."""
    return unquote(query.removeprefix("host=")) if query.startswith("host=") else ""
