"""What one simulated monitor says at one second."""

from datetime import datetime

from ebb.clinic.demo.body import Body
from ebb.clinic.demo.levels import Levels
from ebb.clinic.demo.scenarios import Scenario
from ebb.devices.compose import compose_vitals

PROBE_OFF = "SpO2 probe off"


def spoken(
    bed: str, body: Body, felt: Levels, scenario: Scenario, at: datetime, *, since: datetime, every_s: float = 1
) -> bytes | None:
    """The message of this moment, None while the line is down.

    since: when the patient sat down, from which cuff readings and the scenario are counted. every_s: how far apart
    messages stand, so that each cuff reading falls into exactly one.
    """
    second = (at - since).total_seconds()
    if scenario.is_silent(second):
        return None
    level = felt.circulation_at(at)
    values: dict[str, float | None] = dict(body.continuous(at.timestamp(), level))
    if second % (scenario.cuff_min * 60) < every_s:
        values |= body.cuff(at.timestamp(), level)
    texts = {"spo2_percent": PROBE_OFF} if scenario.probe_is_off(second) else {}
    return compose_vitals(
        bed=bed,
        taken_at=at,
        values=values,
        dialect=scenario.dialect,
        control_id=f"{bed}-{at:%Y%m%d%H%M%S}",
        texts=texts,
    )
