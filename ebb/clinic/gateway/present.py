"""Whether a message's numbers are of now: one monitor speaks for a bed, and its own clock says that they are new.

What does not pass is stored like all else, with the reason. Belongs to the writer's thread; bounded in number.
"""

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

from ebb.clinic.gateway.incoming import Incoming, remark
from ebb.clinic.vitals.models import Message
from ebb.devices.clock import DeviceClock, judge
from ebb.devices.columns import CUFF_COLUMNS, is_worse

MOST_REMEMBERED = 1000
READ_BACK = 10_000
"""Messages looked at when the gateway starts: eight minutes of twenty monitors that send each second."""
SPEAKS_FOR_S = 10.0  # [D]
SAID_FROM_S = 2.0
SELDOM = frozenset({*CUFF_COLUMNS, "temp_c"})
"""Columns with an age limit of minutes, whose own time stands beside them: they are never too late."""

REMARKS = {
    "late": "its numbers are old by the device's clock; not shown as present",
    "clock still": "the device's clock stands still; its numbers are not shown as present",
    "clock ahead": "the device's clock is ahead of what is known of it; its numbers are not shown as present",
}
TWO_SENDERS = "two monitors speak for this bed; the worse number of both is shown"


@dataclass
class _Bed:
    """Who spoke for a bed, each with its latest numbers and when; `claimed` once two did in turn."""

    spoke: dict[Hashable, tuple[float, dict[str, float]]] = field(default_factory=dict)
    last: Hashable = None
    claimed: bool = False


def clocks_before() -> dict[Hashable, DeviceClock]:
    """Each device's clock as the last messages before this start had it, so that a restart greys no number.

    One query. A device is known by its address, its own name and the bed it claims.
    """
    last = Message.objects.vitals().filter(taken_at__isnull=False).order_by("-id")[:READ_BACK]
    rows = reversed(last.values_list("peer", "sender", "bed", "clock_behind_s"))
    return {(peer, sender, bed): DeviceClock(behind_s=behind_s or 0.0) for peer, sender, bed, behind_s in rows}


class Present:
    """What is known of the devices' clocks and of who speaks for each bed."""

    def __init__(self, clocks: Mapping[Hashable, DeviceClock] = MappingProxyType({})) -> None:
        self._clocks: OrderedDict[Hashable, DeviceClock] = OrderedDict(clocks)
        self._beds: OrderedDict[Hashable, _Bed] = OrderedDict()

    def mark(self, item: Incoming) -> None:
        """Set on the message what keeps its numbers from being the present ones."""
        if item.kind != Message.Kind.VITALS or not item.values:
            return
        if item.taken_at is not None and item.values.keys() - SELDOM:
            self._by_clock(item, item.taken_at.timestamp(), item.received_at.timestamp())
        if item.bed and item.not_present is None:
            self._by_sender(item)

    def _by_clock(self, item: Incoming, taken_s: float, received_s: float) -> None:
        device = (item.peer, item.sender, item.bed)
        clock, fault = judge(self._clocks.get(device, DeviceClock()), taken_s, received_s)
        _remember(self._clocks, device, clock)
        behind_s = clock.behind_s or 0.0
        if abs(behind_s) > SAID_FROM_S:
            item.clock_behind_s = round(behind_s, 1)
        if fault is None:
            return
        item.not_present = fault
        remark(item, REMARKS[fault])
        if fault == Message.NotPresent.LATE:
            item.placed_at = datetime.fromtimestamp(taken_s + behind_s, UTC)

    def _by_sender(self, item: Incoming) -> None:
        """Two monitors speak for one bed when one speaks again after the other did, of the same columns. A monitor that
        comes back on a new line does not: its old line is silent from then on."""
        now_s = item.received_at.timestamp()
        worse: set[str] = set()
        claimed = False
        for way, source in enumerate((getattr(item.connection, "number", None), (item.peer, item.sender))):
            bed = self._beds.get((way, item.bed)) or _Bed()
            _remember(self._beds, (way, item.bed), bed)
            bed.spoke = {one: spoke for one, spoke in bed.spoke.items() if now_s - spoke[0] <= SPEAKS_FOR_S}
            others = [
                numbers for one, (_, numbers) in bed.spoke.items() if one != source and numbers.keys() & item.values
            ]
            bed.claimed = bool(others) and (bed.claimed or (source in bed.spoke and bed.last != source))
            if bed.claimed:
                claimed = True
                worse |= {column for other in others for column in _worse_in(other, item.values)}
            bed.spoke[source], bed.last = (now_s, item.values), source
        if claimed:
            item.set_aside = " ".join(sorted(worse))
            remark(item, TWO_SENDERS)


def _worse_in(other: dict[str, float], values: dict[str, float]) -> set[str]:
    """The columns in which the other's number is the worse; a cuff reading stands or falls as a whole."""
    both = [column for column in values if column in other]
    found = {column for column in both if is_worse(column, other[column], values[column])}
    cuff = {column for column in values if column in CUFF_COLUMNS}
    first = next((column for column in CUFF_COLUMNS if column in both), None)
    return (found - cuff) | (cuff if first in found else set())


def _remember(known: OrderedDict, key: Hashable, what: object) -> None:
    known[key] = what
    known.move_to_end(key)
    if len(known) > MOST_REMEMBERED:
        known.popitem(last=False)
