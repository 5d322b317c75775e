"""The watch as a process: one for the clinic, told by the database, stopped by a signal."""

import signal
import threading
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection

from ebb.clinic.log.change_notifier import ChangeNotifier, notify_readers
from ebb.clinic.vitals.tests.process import start
from ebb.clinic.watch import run
from ebb.clinic.watch.lock import AlreadyWatched, only_watch
from ebb.clinic.watch.run import keep_watching

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def watching():
    child = start("watch")
    try:
        assert child.stderr.readline() == "watching\n"
        yield child
    finally:
        child.kill()
        child.communicate()


def test_a_second_watch_is_refused_with_a_sentence():
    with watching():
        second = start("watch")
        _, said = second.communicate(timeout=20)

    assert second.returncode == 1
    assert "another process watches this clinic's alarms already" in said
    assert "Traceback" not in said


def test_the_lock_is_free_again_after_a_kill():
    with watching() as first:
        first.send_signal(signal.SIGKILL)
        first.wait(5)

        with only_watch() as lock:
            lock.check()


def test_it_stops_when_asked():
    with watching() as child:
        child.send_signal(signal.SIGTERM)

        assert child.wait(5) == 0


def test_two_in_one_process_are_refused_too():
    with only_watch(), pytest.raises(AlreadyWatched), only_watch():
        pass


def test_it_begins_again_when_the_database_failed(monkeypatch):
    stopping, begun = threading.Event(), []

    class Failing:
        def __init__(self, at):
            begun.append(at)
            if len(begun) == 2:
                stopping.set()

        def turn(self, at):
            raise DatabaseError("gone")

    monkeypatch.setattr(run, "Watch", Failing)
    monkeypatch.setattr(run, "TRY_AGAIN_SECONDS", 0.0)

    keep_watching(stopping, begun=lambda: None)

    assert len(begun) == 2


def test_a_ring_wakes_whoever_waits():
    stopping = threading.Event()
    notifier = ChangeNotifier(stopping)
    notifier.wait(0.01)

    def commit():
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE something (id integer)")
        notify_readers()
        connection.close()

    threading.Timer(0.1, commit).start()
    woken = threading.Event()
    timer = threading.Timer(5, woken.set)
    timer.start()
    notifier.wait(10)
    timer.cancel()
    notifier.close()

    assert not woken.is_set()
