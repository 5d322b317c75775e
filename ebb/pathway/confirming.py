"""What was recorded of the pump and nobody has yet seen on it.

Ebb drives no pump: a button says what someone did there. Until it is read back from the display it is only said.
"""

from ebb.pathway import events as e
from ebb.pathway.visit_facts import VisitFacts

AT_THE_PUMP = (
    e.InfusionStarted, e.RateChanged, e.Paused, e.Resumed, e.ContainerChanged, e.PumpFoundStopped, e.Stopped,
)  # fmt: skip
READ_BACK = (e.Paused, e.Stopped, e.RateChanged, e.Resumed)


def unconfirmed(facts: VisitFacts) -> e.Event | None:
    """The last thing done at the pump if it still waits to be read back; what came before it no longer matters."""
    confirmed = {event.event_id for event in facts.all_of(e.ConfirmedAtPump)}
    last: e.Event | None = facts.latest(*AT_THE_PUMP)
    return last if isinstance(last, READ_BACK) and last.id not in confirmed else None
