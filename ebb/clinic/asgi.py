"""The pages as WSGI in four threads, the live stream as a bare ASGI route beside them.

Django's own ASGI handler served these pages 2 to 6 times slower; see docs/decisions/0003.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ebb.clinic.settings")

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

pages = get_wsgi_application()

from ebb.clinic.stream.app import stream  # noqa: E402

pages_in_threads = WSGIMiddleware(pages, workers=4)


async def app(scope: dict, receive: object, send: object) -> None:
    if scope["type"] == "http" and scope["path"].startswith("/stream/"):
        await stream(scope, receive, send)
    else:
        await pages_in_threads(scope, receive, send)
