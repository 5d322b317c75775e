"""Which bed a message speaks of."""

from functools import lru_cache

from ebb.devices.hl7 import Message, Segment
from ebb.devices.separators import Separators


def bed(message: Message) -> str:
    """The bed of the first PV1; empty when there is none."""
    visit = message.first("PV1")
    return bed_of(visit) if visit is not None else ""


def bed_of(visit: Segment) -> str:
    """The bed of a PV1 as a person would say it; empty when the monitor names none.

    PV1-3 is ward ^ room ^ bed, but makers put the bed's label in any of the three. The narrowest that is filled is
    taken: bed, else room, else ward; a monitor that fills both ward and bed shares its ward with all its neighbours.
    Of a component with sub-components (`Chair 4&0&1`) the first filled one counts. Two rooms that both call a bed `1`
    look alike here and need distinct labels at the monitor.
    """
    location = visit.raw(3)
    return (_bed_in if len(location) <= _LONGEST_REMEMBERED else _bed_in.__wrapped__)(location, visit.separators)


# Bounds what a sender of ever new places can make us hold.
_LONGEST_REMEMBERED = 200


@lru_cache(maxsize=1024)
def _bed_in(location: str, separators: Separators) -> str:
    first, *_ = separators.split_repetitions(location)
    ward_room_bed = separators.split_components(first)[:3]
    return next((label for place in reversed(ward_room_bed) if (label := _label(place, separators))), "")


def _label(place: str, separators: Separators) -> str:
    words = (" ".join(separators.unescape(leaf).split()) for leaf in separators.split_subcomponents(place))
    return next((label for label in words if any(map(str.isalnum, label))), "")
