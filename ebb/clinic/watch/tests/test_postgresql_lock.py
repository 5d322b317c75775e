"""On PostgreSQL the lock lives in a connection, and goes with it."""

import pytest
from django.db import connection

from ebb.clinic.watch.lock import LockLost, only_watch

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_notices_that_the_lock_is_gone():
    with only_watch() as lock:
        lock.check()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")

        with pytest.raises(LockLost):
            lock.check()
