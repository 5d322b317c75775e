"""Watching until stopped, also when the database fails meanwhile."""

import logging
import threading
from collections.abc import Callable
from time import monotonic

from django.db import DatabaseError, connection
from django.utils import timezone

from ebb.clinic.log.change_notifier import ChangeNotifier
from ebb.clinic.watch.lock import Held, only_watch
from ebb.clinic.watch.watch import Watch

log = logging.getLogger(__name__)

TICK_SECONDS = 0.25
"""How soon a charted value is seen on PostgreSQL, since its writer does not notify."""

TRY_AGAIN_SECONDS = 1.0
CHECK_LOCK_SECONDS = 5.0


def keep_watching(
    stopping: threading.Event, *, begun: Callable[[], None], came_round: Callable[[], None] = lambda: None
) -> None:
    """Watch until `stopping` is set. `begun` is called once the lock is held, `came_round` with each turn and each new
    beginning. Raises AlreadyWatched at the start, LockLost when another may have become the clinic's watch.

    When the database fails, everything is rebuilt from its rows as soon as it answers again.
    """
    with only_watch() as lock:
        begun()
        try:
            while not stopping.is_set():
                came_round()
                try:
                    _watch(stopping, lock, came_round)
                except DatabaseError as error:
                    log.error("the watch lost the database and will begin again: %s", type(error).__name__)
                    connection.close()
                    lock.check()
                    stopping.wait(TRY_AGAIN_SECONDS)
        finally:
            connection.close()


def _watch(stopping: threading.Event, lock: Held, came_round: Callable[[], None]) -> None:
    watch = Watch(timezone.now())
    notifier = ChangeNotifier(stopping)
    checked_at = monotonic()
    try:
        while not stopping.is_set():
            came_round()
            watch.turn(timezone.now())
            watch.seal(timezone.now())
            if monotonic() - checked_at > CHECK_LOCK_SECONDS:
                lock.check()
                checked_at = monotonic()
            notifier.wait(watch.may_wait_seconds(timezone.now(), most=TICK_SECONDS))
    finally:
        notifier.close()
