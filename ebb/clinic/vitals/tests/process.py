"""Management commands as processes of their own, on the database of the test."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from ebb.devices.mllp import frame


class Process:
    def __init__(self, child: subprocess.Popen, port: int) -> None:
        self.child = child
        self.port = port

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def end(self, number: signal.Signals) -> int:
        """Send the signal and wait; the exit code."""
        self.child.send_signal(number)
        return self.child.wait(timeout=5)


@contextmanager
def running(command: str = "gateway", *arguments: str) -> Iterator[Process]:
    """A command that listens to monitors, on a free port; killed at the end if it still runs."""
    child = start(command, "--port", "0", *arguments)
    try:
        yield Process(child, _port_told(child))
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        child.stderr.close()


def start(command: str, *arguments: str) -> subprocess.Popen:
    """A management command as a process of its own; its errors can be read."""
    settings = {
        "DATABASE_URL": database_url(),
        "EBB_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "ebb.clinic.settings",
    }
    call = [sys.executable, "-m", "django", command, *arguments]
    return subprocess.Popen(call, env=os.environ | settings, stderr=subprocess.PIPE, text=True)


def database_url() -> str:
    """The database this test uses, as DATABASE_URL names it."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    who = f"{settings['USER']}:{settings['PASSWORD']}@" if settings["PASSWORD"] else f"{settings['USER']}@"
    if settings["HOST"].startswith("/"):
        return f"postgresql://{who}/{settings['NAME']}?host={settings['HOST']}"
    return f"postgresql://{who}{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"


def say(line: socket.socket, payload: bytes) -> bytes:
    """Send one message and wait for its answer; empty when the line closed instead."""
    line.sendall(frame(payload))
    return line.recv(65536)


def _port_told(child: subprocess.Popen) -> int:
    for text in child.stderr:
        if text.startswith("monitors at "):
            return int(text.rsplit(":", 1)[1])
    raise AssertionError("the gateway did not start")
