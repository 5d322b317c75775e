"""Telling a message sent again from a new one under an old number.

A monitor that got no answer sends the same bytes again: answered again, not stored again. Counters start over after a
power cut, so the same number with other bytes is another message: stored, with a remark.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from ebb.clinic.gateway.fast_path import MessageStore, StoredMessage
from ebb.clinic.gateway.incoming import Incoming, remark

SAME_WITHIN = timedelta(minutes=1)
"""How long equal bytes that carry no time of their own pass for one message: a short counter comes round again with
the same numbers, and then it is a new reading."""

OTHER_BYTES = "this control id came before with other content; the sender's counter may have started again"


def mark_repeats(batch: Sequence[Incoming], store: MessageStore) -> list[Incoming]:
    """Set `repeated` on what is stored already, remark on numbers used twice, and return what is to be stored.

    A message without a control id is never a repeat. Costs one query.
    """
    sought = {(item.sender, item.control_id) for item in batch if item.control_id}
    stored = store.stored(list(sought)) if sought else {}
    fresh: list[Incoming] = []
    for item in batch:
        if item.control_id:
            earlier = stored.setdefault((item.sender, item.control_id), [])
            if _is_repeat(item, earlier):
                item.repeated = True
                continue
            if _from_the_same_device(item, earlier):
                remark(item, OTHER_BYTES)
            earlier.append(StoredMessage(item.digest, item.peer, item.bed, item.received_at))
        fresh.append(item)
    return fresh


def _is_repeat(item: Incoming, earlier: Iterable[StoredMessage]) -> bool:
    same = (one for one in earlier if one.digest == item.digest)
    return any(item.timed or item.received_at - one.received_at <= SAME_WITHIN for one in same)


def _from_the_same_device(item: Incoming, earlier: Iterable[StoredMessage]) -> bool:
    # Two monitors of one make share the sender's name and each count from one; that is nothing to remark on.
    return any(item.digest != one.digest and (one.peer == item.peer or one.bed == item.bed) for one in earlier)
