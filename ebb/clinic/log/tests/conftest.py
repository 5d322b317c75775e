"""What only PostgreSQL does is proved there; the suite runs on both databases."""

from ebb.clinic.settings import DATABASES

collect_ignore_glob = [] if "postgresql" in str(DATABASES["default"]["ENGINE"]) else ["test_postgresql_*"]
