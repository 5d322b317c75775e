"""Adult alarm limits as data. Figures are clinic policy [D] from clinical reference 3.3; anchors stand beside them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from ebb.pathway.alarms.inputs import Priority
from ebb.pathway.observations import Baseline
from ebb.pathway.scales import SCALES

AlarmSide = Literal["low", "high"]
LOW, MEDIUM, HIGH = Priority.LOW, Priority.MEDIUM, Priority.HIGH

HYPERTENSION = "165/100 is the published cut for hypertension under treatment [S26]"
UNSTABLE = "unstable limits of one protocol [S56]"
POLICY = "clinic policy"

APNOEA = "apnoea"
"""The column of a monitor's own word that the patient does not breathe: 1, and 0 once breath is measured again."""

APNOEA_S = 20  # [D] without a wave of carbon dioxide

# With one of these a systolic pressure of 160 is an emergency, and a high one waits for no second reading
# (clinical reference 3.3 and 3.4) [D].
SYMPTOMS = ("chest pain", "breathlessness", "severe headache", "loss of vision", "weakness or numbness")


@dataclass(frozen=True, kw_only=True)
class AlarmLimit:
    """A bound on one side of one parameter.

    It counts after `delay_s` beyond the bound, and is over after `clear_s` at `hysteresis` back inside it. A cuff
    reading instead waits `confirm_s` for a second one, and until then has the priority `at_first`, if there is one.
    `at_bound` counts the bound itself. `with_symptoms` limits hold only while the patient has symptoms.
    """

    parameter: str
    side: AlarmSide
    priority: Priority
    bound: float
    hysteresis: float
    at_bound: bool = False
    delay_s: float = 0
    clear_s: float = 0
    confirm_s: float = 0
    at_first: Priority | None = None
    with_symptoms: bool = False
    source: str = POLICY
    mark: str = "D"

    def beyond(self, value: float) -> bool:
        if value == self.bound:
            return self.at_bound
        return value < self.bound if self.side == "low" else value > self.bound

    def recovered(self, value: float) -> bool:
        if self.side == "low":
            return value >= self.bound + self.hysteresis
        return value <= self.bound - self.hysteresis


def _continuous(
    parameter: str, side: AlarmSide, hysteresis: float, *rows: tuple[Priority, float, float], clear_s: float = 0
) -> list[AlarmLimit]:
    return [
        AlarmLimit(
            parameter=parameter,
            side=side,
            priority=priority,
            bound=bound,
            delay_s=delay_s,
            hysteresis=hysteresis,
            clear_s=clear_s,
        )
        for priority, bound, delay_s in rows
    ]


def _numbers() -> list[AlarmLimit]:
    return [
        *_continuous("spo2_percent", "low", 2, (LOW, 94, 15), (MEDIUM, 92, 15), (HIGH, 88, 5), clear_s=10),
        *_continuous("hr_per_min", "low", 5, (MEDIUM, 50, 10), (HIGH, 40, 5)),
        *_continuous("hr_per_min", "high", 5, (LOW, 110, 15), (MEDIUM, 120, 15), (HIGH, 140, 10)),
        *_continuous("rr_per_min", "low", 2, (MEDIUM, 10, 15), (HIGH, 8, 15)),
        *_continuous("rr_per_min", "high", 2, (LOW, 24, 30), (MEDIUM, 30, 30)),
        *_continuous("etco2_mmhg", "low", 3, (MEDIUM, 25, 15)),
        AlarmLimit(
            parameter="etco2_mmhg", side="low", priority=HIGH, bound=0, at_bound=True, hysteresis=3, delay_s=APNOEA_S
        ),
        # The monitor has waited before it says so.
        AlarmLimit(parameter=APNOEA, side="high", priority=HIGH, bound=1, at_bound=True, hysteresis=1),
        *_continuous("etco2_mmhg", "high", 3, (MEDIUM, 50, 15)),
    ]


def _scores() -> list[AlarmLimit]:
    """A score alarms from the lowest one that its scale marks with a priority."""
    return [
        AlarmLimit(
            parameter=scale.name,
            side="high",
            priority=priority,
            bound=min(score for score, mark in scale.marked.items() if mark == priority),
            at_bound=True,
            hysteresis=1,
            source=scale.source,
            mark=scale.mark,
        )
        for scale in SCALES.values()
        if scale.alarms
        for priority in (MEDIUM, HIGH)
        if priority in scale.marked.values()
    ]


ARTERIAL_DELAY_S = 15  # [D] an arterial line is read again at once; it settles instead of being repeated
CUFF_REPEAT_S = 120  # no second reading in two minutes counts as confirmed
CUFF_LOW_REPEAT_S = 60  # a low pressure is measured again within a minute
CUFF_CRISIS_S = 60  # [D] from 180/110 the first reading is medium at once, and high without a second one


def _crisis(parameter: str, bound: float, source: str) -> list[AlarmLimit]:
    """The high limit of a pressure: a cuff reading that reaches it is to be measured again now."""
    rows = _pressure(parameter, "high", CUFF_CRISIS_S, (HIGH, bound, True, source))
    return [replace(limit, at_first=MEDIUM if limit.confirm_s else None) for limit in rows]


def _pressure(
    parameter: str, side: AlarmSide, wait_s: float, *rows: tuple[Priority, float, bool, str], symptoms: bool = False
) -> list[AlarmLimit]:
    cuff = parameter.startswith("nibp")
    return [
        AlarmLimit(
            parameter=parameter,
            side=side,
            priority=priority,
            bound=bound,
            at_bound=at_bound,
            hysteresis=5,
            delay_s=0 if cuff else min(wait_s, ARTERIAL_DELAY_S),
            confirm_s=wait_s if cuff else 0,
            with_symptoms=symptoms,
            source=source,
        )
        for priority, bound, at_bound, source in rows
    ]


SYSTOLIC_RISE = 40  # [D] over the patient's own start asks for a look, whatever the absolute value
DIASTOLIC_RISE = 25  # [D]


def _look_from(absolute: float, usual: float | None, rise: float) -> float:
    return absolute if usual is None else min(absolute, usual + rise)


def _systolic(line: str, usual: float | None) -> list[AlarmLimit]:
    parameter = f"{line}_sys_mmhg"
    raised = 165 if usual is None else min(165, max(150, usual * 1.3))  # +30 %, never below 150
    fallen = 100 if usual is None else min(100, usual * 0.75)  # -25 %, never above 100
    return [
        *_pressure(
            parameter,
            "high",
            CUFF_REPEAT_S,
            (LOW, _look_from(150, usual, SYSTOLIC_RISE), True, POLICY),
            (MEDIUM, raised, True, HYPERTENSION),
        ),
        *_crisis(parameter, 180, UNSTABLE),
        *_pressure(parameter, "high", 0, (HIGH, 160, True, POLICY), symptoms=True),
        *_pressure(
            parameter,
            "low",
            CUFF_LOW_REPEAT_S,
            (MEDIUM, fallen, fallen < 100, POLICY),
            (HIGH, 90, False, UNSTABLE),
        ),
        *_pressure(parameter, "low", 0, (HIGH, 80, False, POLICY)),
    ]


def _diastolic(line: str, usual: float | None) -> list[AlarmLimit]:
    parameter = f"{line}_dia_mmhg"
    look_from = _look_from(95, usual, DIASTOLIC_RISE)
    rows = ((LOW, look_from, True, POLICY), (MEDIUM, 100.0, True, HYPERTENSION))
    return [*_pressure(parameter, "high", CUFF_REPEAT_S, *rows), *_crisis(parameter, 110, POLICY)]


def limits_for(baseline: Baseline | None = None) -> tuple[AlarmLimit, ...]:
    """The limits of one person. What is relative starts from the signed start value and keeps its absolute floor."""
    sys, dia = (baseline.nibp_sys_mmhg, baseline.nibp_dia_mmhg) if baseline else (None, None)
    usual_sys, usual_dia = (None if value is None else float(value) for value in (sys, dia))
    pressures = [
        limit for line in ("nibp", "abp") for limit in [*_systolic(line, usual_sys), *_diastolic(line, usual_dia)]
    ]
    return (*_numbers(), *pressures, *_scores())


def on_side(limits: Iterable[AlarmLimit], parameter: str, side: str) -> tuple[AlarmLimit, ...]:
    """The limits of one side of one parameter."""
    return tuple(limit for limit in limits if (limit.parameter, limit.side) == (parameter, side))
