"""What was recorded of the pump and nobody has yet seen on it, and how long a pause may last [D].

Ebb drives no pump: a button says what someone did there. Until it is read back from the display it is only said.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from ebb.pathway import events as e
from ebb.pathway.findings import Finding, Level
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


NEW_VITALS_MIN = 15  # [D] section 11
OVER_MIN = 30  # [D] section 11

STALE = Finding(
    "P-vitals",
    Level.HOLD,
    "Paused for {minutes} minutes, and no vital signs since.",
    "Chart heart rate, SpO2 and pressure, then resume.",
    source="clinic policy",
    mark="D",
)
OVER = STALE.variant(
    "Paused for {minutes} minutes; after {over} the session is over.",
    "Record the stop. Restarting needs a new order.",
    id="P-over",
    level=Level.STOP,
    inputs={"over": str(OVER_MIN)},
)


def paused_since(facts: VisitFacts) -> datetime | None:
    """When the pump last stood still, also when that was found out later; None while it runs or is over."""
    since = None
    for event in facts:
        match event:
            case e.Paused():
                since = event.at
            case e.PumpFoundStopped():
                since = event.stopped_at
            case e.InfusionStarted() | e.Resumed() | e.Stopped() | e.TakenByAmbulance():
                since = None
    return since


def judge_resume(facts: VisitFacts, at: datetime, *, monitor_at: datetime | None = None) -> list[Finding]:
    """What the length of the pause says against resuming at `at`.

    `monitor_at` is when a connected monitor last sent numbers.
    """
    since = paused_since(facts)
    if since is None:
        return []
    minutes = str(int((at - since).total_seconds() // 60))
    if at - since > timedelta(minutes=OVER_MIN):
        return [replace(OVER, inputs={**OVER.inputs, "minutes": minutes})]
    if at - since > timedelta(minutes=NEW_VITALS_MIN) and not _vitals_since(facts, since, monitor_at):
        return [STALE.with_inputs(minutes=minutes)]
    return []


def _vitals_since(facts: VisitFacts, since: datetime, monitor_at: datetime | None) -> bool:
    return any(at is not None and at > since for at in (monitor_at, facts.latest_at(e.VitalsCharted)))
