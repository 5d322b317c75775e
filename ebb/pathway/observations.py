"""What is observed and how often: the table of clinical reference 3.2 as data.

Practice behind it: pressure every 10 min during and 15 min after in studies [S22][S23], 15 then 30 min in a ward
guideline [S55], 5 to 15 min in recovery from sedation [S53]. The table itself is a default [D] for each clinic
to sign.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

SOURCE = "clinical reference 3.2, after [S22][S23][S53][S55]"
MARK = "D"


class Item(StrEnum):
    """One thing to observe; its value is what the ward calls it."""

    HEART_AND_OXYGEN = "heart rate and oxygen"
    PRESSURE = "blood pressure"
    BREATHING = "breathing rate"
    SEDATION = "sedation and dissociation"
    PAIN = "pain"
    NAUSEA = "nausea"


Phase = Literal["first 15 min", "rest of the infusion", "recovery"]

# An item is done when each of its parts is; a part is any of these columns or scales.
PARTS: Mapping[Item, tuple[frozenset[str], ...]] = {
    Item.HEART_AND_OXYGEN: (frozenset({"hr_per_min", "pulse_per_min"}), frozenset({"spo2_percent"})),
    Item.PRESSURE: (frozenset({"nibp_sys_mmhg", "abp_sys_mmhg"}),),
    Item.BREATHING: (frozenset({"rr_per_min"}),),
    Item.SEDATION: (frozenset({"sedation"}), frozenset({"dissociation"})),
    Item.PAIN: (frozenset({"pain"}),),
    Item.NAUSEA: (frozenset({"nausea"}),),
}

FIRST_MIN = 15  # [D] length of the first phase
STABLE_MIN = 15  # [D] so long without a change of rate counts as stable, except on a first visit

# "Continuous" cannot be typed: without a connected monitor heart rate and oxygen are charted with the pressure.
EVERY_MIN: Mapping[Phase, Mapping[Item, Mapping[str, int]]] = {
    "first 15 min": {
        Item.HEART_AND_OXYGEN: {"A": 5, "B": 5},
        Item.PRESSURE: {"A": 5, "B": 5},
        Item.BREATHING: {"A": 5, "B": 5},
        Item.SEDATION: {"A": 5, "B": 5},
        Item.PAIN: {"A": 15, "B": 15},
        Item.NAUSEA: {"A": 15, "B": 15},
    },
    "rest of the infusion": {
        Item.HEART_AND_OXYGEN: {"A": 10, "B": 15, "B not yet stable": 10},
        Item.PRESSURE: {"A": 10, "B": 15, "B not yet stable": 10},
        Item.BREATHING: {"A": 10, "B": 15, "B not yet stable": 10},
        Item.SEDATION: {"A": 10, "B": 15, "B not yet stable": 10},
        Item.PAIN: {"A": 15, "B": 30},
        Item.NAUSEA: {"A": 15, "B": 30},
    },
    "recovery": {
        Item.HEART_AND_OXYGEN: {"A": 15, "B": 15},
        Item.PRESSURE: {"A": 15, "B": 15},
        Item.BREATHING: {"A": 15, "B": 15},
        Item.SEDATION: {"A": 15, "B": 15},
        Item.PAIN: {"A": 30, "B": 30},
        Item.NAUSEA: {"A": 30, "B": 30},
    },
}

# Minutes after any change of rate.
AFTER_CHANGE_MIN: Mapping[Item, tuple[int, ...]] = {
    Item.PRESSURE: (5, 10),
    Item.BREATHING: (5,),
    Item.SEDATION: (5,),
}

# Before the start everything once, the pressure twice and so far apart.
BASELINE_APART_MIN = 5

SOON_MIN = 3  # [D] shown so long before it is due
REMINDER_MIN = 2  # [D] due and so much more is overdue
EARLY_MIN = 1  # [D] an observation so early still serves
LIVE_MIN = 2  # [D] oxygen or carbon dioxide seen so recently counts as live
