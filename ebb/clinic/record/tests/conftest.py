"""What only one of the databases can do is collected on that one alone."""

from ebb.clinic.settings import DATABASES

collect_ignore_glob = ["test_sqlite_*"] if "postgresql" in str(DATABASES["default"]["ENGINE"]) else []
