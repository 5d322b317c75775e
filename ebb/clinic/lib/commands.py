"""What several commands share: the kinds of their arguments, and whether there is a clinic to work on."""

from argparse import ArgumentTypeError

from django.db import connection

NO_CLINIC = "there is no clinic here yet; `ebb setup` or `ebb demo` makes one"
HIGHEST_PORT = 65535


def port_number(text: str) -> int:
    """A port as it is typed; 0 lets the machine choose one."""
    if not text.isascii() or not text.isdigit() or int(text) > HIGHEST_PORT:
        raise ArgumentTypeError(f"{text!r} is no port; it must be 1 to {HIGHEST_PORT}")
    return int(text)


def there_is_a_clinic() -> bool:
    """Whether the database that EBB_HOME or DATABASE_URL names holds a clinic's tables."""
    return "people_site" in connection.introspection.table_names()
