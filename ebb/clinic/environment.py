"""Values from the environment, each checked when it is read."""

import errno
import os
import secrets
import sys
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo

SQLITE_AT_OPENING = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; "
    "PRAGMA recursive_triggers=ON; PRAGMA foreign_keys=ON;"
)
DATABASES = "sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


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


def time_zone(name: str, default: str) -> str:
    zone = os.environ.get(name, default)
    if not is_time_zone(zone):
        raise Malformed(name, zone, "a time zone such as America/Chicago")
    return zone


def is_time_zone(name: str) -> bool:
    """Whether this is an IANA name that this machine knows."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def machine_time_zone(etc: Path = Path("/etc")) -> str | None:
    """The zone this machine is set to: EBB_TIME_ZONE, TZ, the link /etc/localtime or Debian's /etc/timezone.

    None when it is silent or UTC, as servers are anywhere: that does not say where the clinic is.
    """
    link, file = etc / "localtime", etc / "timezone"
    named = (
        os.environ.get("EBB_TIME_ZONE", ""),
        os.environ.get("TZ", "").removeprefix(":"),
        str(link.readlink()).rpartition("zoneinfo/")[2] if link.is_symlink() else "",
        file.read_text(encoding="ascii", errors="ignore").strip() if file.is_file() else "",
    )
    first = next((name for name in named if name), "")
    return first if "/" in first and not first.startswith("Etc/") and is_time_zone(first) else None


def log_level(name: str, default: str) -> str:
    level = os.environ.get(name, default)
    if level not in LOG_LEVELS:
        raise Malformed(name, level, f"{', '.join(LOG_LEVELS[:-1])} or {LOG_LEVELS[-1]}")
    return level


def home() -> Path:
    """The folder that holds the clinic's state: database, keys, anchors. Made on first use, closed to others."""
    folder = Path(os.environ.get("EBB_HOME") or "var").absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise Malformed("EBB_HOME", str(folder), f"a folder that Ebb can write to ({error.strerror})") from None
    return folder.resolve()


def secret(name: str, file: Path) -> str:
    """The secret from the environment, else from `file`, which is made once with a fresh one."""
    value = os.environ.get(name)
    if value:
        return value
    try:
        if not file.exists() or not file.stat().st_size:
            keep(file, secrets.token_urlsafe(48).encode())
        return file.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "no text"
        raise Malformed("EBB_HOME", str(file.parent), f"a folder whose {file.name} can be read ({reason})") from None


def keep(file: Path, content: bytes) -> None:
    """Write a key that only its owner reads: whole and on the disk, or not at all, whenever the power goes."""
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    with draft.open("wb") as writing:
        writing.write(content)
        writing.flush()
        os.fsync(writing.fileno())
    draft.replace(file)


def database(home: Path) -> dict[str, object]:
    """Django's connection settings from DATABASE_URL; a SQLite file in `home` without it."""
    url = os.environ.get("DATABASE_URL", "")
    parts, port = _address(url)
    if not url or parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:] or home / "ebb.sqlite3",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_AT_OPENING},
            "TEST": {"NAME": home / "test.sqlite3"},
        }
    if parts.scheme not in ("postgres", "postgresql"):
        raise Malformed("DATABASE_URL", parts.scheme, DATABASES)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path[1:],
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or _socket_folder(parts.query),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _address(url: str) -> tuple[SplitResult, int | None]:
    """The parts of a database's address and its port. What cannot be parted is not shown: it may hold a password."""
    try:
        parts = urlsplit(url)
        return parts, parts.port
    except ValueError:
        raise Malformed("DATABASE_URL", "no address", DATABASES) from None


def _socket_folder(query: str) -> str:
    """A Unix socket's folder, written as `?host=/folder`."""
    return unquote(query.removeprefix("host=")) if query.startswith("host=") else ""
