"""Acknowledgements, framed, for the same few monitors over and over."""

import itertools
import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from ebb.clinic.gateway.incoming import Incoming
from ebb.devices.acknowledge import acknowledgement
from ebb.devices.hl7 import Header
from ebb.devices.mllp import NotFrameable, frame
from ebb.devices.times import format_time

FORMS_KEPT = 500
LONG_AGO = datetime(1901, 2, 3, 4, 5, 6, 700, tzinfo=UTC)
PLAIN = re.compile(r"[A-Za-z0-9_.:-]+\Z")
PLACES = (format_time(LONG_AGO).encode(), b"EBBsOWNxNUMBER", b"THExANSWEREDxNUMBER")


class Answers:
    """Makes them, each with a control id of ours."""

    def __init__(self) -> None:
        boot = secrets.token_hex(4).upper()
        self._own_ids = (f"{boot}{number}" for number in itertools.count(1))
        # Composing one costs a fifth of what reading the message does, and a monitor's AAs differ only in three places.
        self._form: Callable[[Header], tuple[bytes, ...] | None] = lru_cache(FORMS_KEPT)(_form)
        self._time: Callable[[datetime], bytes] = lru_cache(1)(lambda at: format_time(at).encode())

    def framed(self, item: Incoming, at: datetime) -> bytes:
        """The answer to a message whose fate is settled."""
        own_id = next(self._own_ids)
        if item.answer == "AA" and item.header is not None and PLAIN.match(item.control_id):
            form = self._form(item.header._replace(control_id="", sent_at=None))
            if form is not None:
                before, middle, later, after = form
                own, answered = own_id.encode(), item.control_id.encode()
                return b"".join((before, self._time(at), middle, own, later, answered, after))
        return _composed(item, at, own_id)


def _composed(item: Incoming, at: datetime, own_id: str) -> bytes:
    text = "" if item.answer == "AA" else item.reason
    try:
        return frame(acknowledgement(item.header, item.answer, text, at=at, control_id=own_id))
    except NotFrameable:
        # The sender's own header holds the marks of a frame, escaped; it cannot be given back to it.
        return frame(acknowledgement(None, item.answer, "", at=at, control_id=own_id))


def _form(header: Header) -> tuple[bytes, ...] | None:
    """An AA cut at time, own and answered number; None when the header does not let it be cut for certain."""
    time, own, answered = PLACES
    try:
        whole = frame(
            acknowledgement(
                header._replace(control_id=answered.decode()), "AA", "", at=LONG_AGO, control_id=own.decode()
            )
        )
    except NotFrameable:
        return None
    if any(whole.count(place) != 1 for place in PLACES):
        return None
    before, rest = whole.split(time)
    middle, rest = rest.split(own)
    later, after = rest.split(answered)
    return before, middle, later, after
