"""How many queries each page takes once its process is warm, of those that can be shown.

python -m bench.count_queries "NAME<tab>PATH<tab>SESSION" ...
"""

import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402


def queries(path: str, session: str) -> int | None:
    """The number for a second look; None when the page cannot be shown."""
    browser = Client(raise_request_exception=False, headers={"host": "localhost"})
    if session:
        browser.cookies[settings.SESSION_COOKIE_NAME] = session
    if browser.get(path).status_code != 200:
        return None
    with CaptureQueriesContext(connection) as captured:
        browser.get(path)
    return len(captured)


if __name__ == "__main__":
    for line in sys.argv[1:]:
        name, path, session = line.split("\t")
        number = queries(path, session)
        if number is None:
            print(f"the {name} page cannot be shown yet", file=sys.stderr)
        else:
            print(f"{name}\t{number}")
