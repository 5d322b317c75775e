"""On PostgreSQL the lock lives in a connection, and goes with it."""

import pytest
from django.db import connection

from ebb.clinic.watch.lock import LockLost, only_watch

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_notices_that_the_lock_is_gone():
    with only_watch() as lock:
        lock.check()
        with connection.cursor() as cursor:
            # Of this database alone: other tests hold such locks in theirs.
            cursor.execute(
                "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
                "WHERE l.locktype = 'advisory' AND d.datname = current_database()"
            )

        with pytest.raises(LockLost):
            lock.check()
