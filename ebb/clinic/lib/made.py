"""Whether a clinic was ever made in the database at hand."""

from django.db import connection

NO_CLINIC = "there is no clinic here yet; `ebb setup` or `ebb demo` makes one"


def there_is_a_clinic() -> bool:
    """Whether the database that EBB_HOME or DATABASE_URL names holds a clinic's tables."""
    return "people_site" in connection.introspection.table_names()
