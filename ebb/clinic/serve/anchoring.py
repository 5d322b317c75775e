"""A regular anchor over the whole record, so that what is rewritten later can be told."""

import logging
import threading

from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import timezone

from ebb.clinic.record.anchors import make_anchor
from ebb.clinic.record.models import Chain

log = logging.getLogger(__name__)

EVERY_SECONDS = 3600.0


def keep_anchoring(stopping: threading.Event) -> None:
    """Anchor now and every hour until `stopping` is set; an hour in which nothing was written needs none."""
    try:
        while not stopping.is_set():
            try:
                anchor_if_moved()
            except DatabaseError as error:
                log.error("no anchor was made, the next try is in an hour: %s", type(error).__name__)
                connection.close()
            stopping.wait(EVERY_SECONDS)
    finally:
        connection.close()


def anchor_if_moved() -> bool:
    """Make an anchor unless the latest still covers everything; whether one was made."""
    if not Chain.objects.exclude(length=F("anchored")).exists():
        return False
    make_anchor(at=timezone.now())
    return True
