"""Which entry may be marked as a mistake, whoever writes the mark."""

from ebb.clinic.infusion.event_labels import title
from ebb.clinic.infusion.refusals import refusal
from ebb.clinic.infusion.visit import Visit
from ebb.pathway import events as e
from ebb.pathway.findings import Finding


def why_it_stands(visit: Visit, event_id: str) -> list[Finding]:
    """Why this entry of the visit cannot be taken back; empty when it can.

    A mark is final: who reads the record must find struck what was struck, and what is true in an entry of its own,
    with its own author and time. A stop is a mis-tap until somebody confirmed it at the pump, afterwards it is a fact.
    """
    fact = next((fact for fact in visit.written if fact.id == event_id), None)
    if fact is None:
        return [refusal("visit.not-an-entry")]
    if isinstance(fact, e.Superseded):
        return [refusal("visit.cannot-withdraw", event=title(type(fact)))]
    if fact not in visit.facts:
        return [refusal("visit.withdrawn-already")]
    if isinstance(fact, e.ConsentWithdrawn):
        return [refusal("visit.consent-stays-withdrawn")]
    stop = visit.facts.latest(e.Stopped)
    seen = stop is not None and stop.id in visit.confirmed
    if seen and (fact is stop or (isinstance(fact, e.ConfirmedAtPump) and fact.event_id == stop.id)):
        return [refusal("visit.stop-stands")]
    return []
