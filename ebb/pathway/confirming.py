"""What was recorded of the pump and nobody has yet seen on it.

Ebb drives no pump: a button says what someone did there. Until it is read back from the display it is only said.
"""

from collections.abc import Iterable

from ebb.pathway import events as e

AT_THE_PUMP = (
    e.InfusionStarted, e.RateChanged, e.Paused, e.Resumed, e.ContainerChanged, e.PumpFoundStopped, e.Stopped,
)  # fmt: skip
READ_BACK = (e.Paused, e.Stopped, e.RateChanged, e.Resumed)


def unconfirmed(events: Iterable[e.Event]) -> e.Event | None:
    """The last thing done at the pump if it still waits to be read back; what came before it no longer matters."""
    events = e.standing(events)
    seen = {event.event_id for event in events if isinstance(event, e.ConfirmedAtPump)}
    done = [event for event in events if isinstance(event, AT_THE_PUMP)]
    last = done[-1] if done else None
    return last if isinstance(last, READ_BACK) and last.id not in seen else None
