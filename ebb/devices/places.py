"""Which bed a message speaks of."""

from ebb.devices.hl7 import Message, Segment


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
    return next((label for component in (3, 2, 1) if (label := _label(visit, component))), "")


def _label(visit: Segment, component: int) -> str:
    components = visit.components(3)
    if component > len(components):
        return ""
    leaves = visit.separators.split_subcomponents(components[component - 1])
    words = (" ".join(visit.separators.unescape(leaf).split()) for leaf in leaves)
    return next((label for label in words if any(map(str.isalnum, label))), "")
