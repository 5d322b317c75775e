"""Telling a message sent again from a new one under an old number.

A monitor that heard no answer sends the same bytes again: answered again, not stored again. Counters start over after
a power cut, so the same number with other bytes is another message: stored, with a remark.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from ebb.clinic.gateway.incoming import Incoming, remark
from ebb.clinic.gateway.store import Known, Named, Store

SAME_WITHIN = timedelta(minutes=1)
"""How long equal bytes that carry no time of their own pass for one message: a short counter comes round again with
the same numbers, and then it is a new reading."""

OTHER_BYTES = "this control id came before with other content; the sender's counter may have started again"


def mark_repeats(batch: Sequence[Incoming], store: Store) -> list[Incoming]:
    """Set `repeated` on what is stored already, remark on numbers used twice, and return what is to be stored.

    A message without a control id is never a repeat. Costs one query.
    """
    named = {(item.sender, item.control_id) for item in batch if item.control_id}
    known = store.known(list(named)) if named else {}
    fresh: list[Incoming] = []
    for item in batch:
        if item.control_id:
            name: Named = (item.sender, item.control_id)
            earlier = known.get(name)
            if earlier is None:
                known[name] = [_as_known(item)]
            elif _is_repeat(item, earlier):
                item.repeated = True
                continue
            else:
                if _from_the_same_device(item, earlier):
                    remark(item, OTHER_BYTES)
                earlier.append(_as_known(item))
        fresh.append(item)
    return fresh


def _is_repeat(item: Incoming, earlier: Iterable[Known]) -> bool:
    same = (known for known in earlier if known.digest == item.digest)
    return any(item.timed or item.received_at - known.received_at <= SAME_WITHIN for known in same)


def _from_the_same_device(item: Incoming, earlier: Iterable[Known]) -> bool:
    # Two monitors of one make share the sender's name and each count from one; that is nothing to remark on.
    return any(item.digest != known.digest and (known.peer == item.peer or known.bed == item.bed) for known in earlier)


def _as_known(item: Incoming) -> Known:
    return Known(item.digest, item.peer, item.bed, item.received_at)
