"""Whether a monitor's numbers are of now, judged by its own clock: what it says may be late, or its clock stand still.

A monitor's clock is seldom right, but it goes as fast as ours. So how far it is behind is learnt, and a time that does
not fit is not taken for the present. All in seconds since 1970, of the device and of ours.
"""

from dataclasses import dataclass, replace
from typing import Literal

Fault = Literal["late", "clock still", "clock ahead"]

MOST_LAG_S = 30.0  # [D]
STANDS_STILL_S = 5.0  # [D]
MOST_BACK_S = 5.0
"""Messages of one monitor may cross each other by so much."""
WHOLE_MINUTE_S = 60.0
"""A time without seconds may be a minute old and stands still for a minute."""
PACE_S = 2.0
LEARNT_AFTER_S = 60.0  # [D]


@dataclass(frozen=True)
class DeviceClock:
    """What is known of one device's clock. `behind_s`: how far behind ours, None until learnt. `taken_s` is the latest
    time it said, first said at `said_s` of ours. `trial_s` is another lag that is tried since `trial_since_s`."""

    behind_s: float | None = None
    taken_s: float | None = None
    said_s: float = 0.0
    trial_s: float | None = None
    trial_since_s: float = 0.0


def judge(clock: DeviceClock, taken_s: float, received_s: float) -> tuple[DeviceClock, Fault | None]:
    """The clock as known after this message, and why its numbers are not of now; None when they are.

    A lag of up to half a minute is believed at once. Another one is believed once the device has gone in pace with ours
    for a minute; a burst of old messages never does.
    """
    lag_s = received_s - taken_s
    slack_s = WHOLE_MINUTE_S if taken_s % 60 == 0 else 0.0
    if clock.behind_s is None and -MOST_LAG_S <= lag_s <= MOST_LAG_S + slack_s:
        clock = replace(clock, behind_s=lag_s)
    if clock.taken_s == taken_s:
        return clock, "clock still" if received_s - clock.said_s > STANDS_STILL_S + slack_s else None
    back = clock.taken_s is not None and taken_s < clock.taken_s - MOST_BACK_S
    newer = replace(clock, taken_s=taken_s, said_s=received_s)
    excess_s = lag_s - (clock.behind_s or 0.0)
    if clock.behind_s is not None and -MOST_LAG_S <= excess_s <= MOST_LAG_S + slack_s and not back:
        # The shortest lag is the clock's own, a longer one the line's; but clocks drift, so it follows slowly.
        drift_s = excess_s if excess_s < 0 else 0.05 * excess_s if excess_s <= PACE_S else 0.0
        return replace(newer, behind_s=clock.behind_s + drift_s, trial_s=None), None
    if clock.trial_s is None or abs(lag_s - clock.trial_s) > PACE_S:
        tried = replace(clock, trial_s=lag_s, trial_since_s=received_s)
    elif received_s - clock.trial_since_s < LEARNT_AFTER_S:
        tried = clock
    else:
        return replace(newer, behind_s=lag_s, trial_s=None), None
    return tried, "clock ahead" if excess_s < -MOST_LAG_S else "late"
