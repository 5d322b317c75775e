"""The pages as WSGI in four threads, the live stream as a bare ASGI route beside them.

Django's own ASGI handler served these pages 2 to 6 times slower; see docs/decisions/0003.
"""

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ebb.clinic.settings")

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

pages = get_wsgi_application()

from ebb.clinic.stream.app import stream  # noqa: E402

pages_in_threads = WSGIMiddleware(pages, workers=4)

# What is loaded now stays loaded: to search it for garbage again and again held all pages up, 60 ms each time.
get_resolver().url_patterns  # noqa: B018, all views are loaded with their addresses
gc.freeze()


async def app(scope: dict, receive: object, send: object) -> None:
    if scope["type"] == "http" and scope["path"].startswith("/stream/"):
        await stream(scope, receive, send)
    else:
        await pages_in_threads(scope, receive, send)
