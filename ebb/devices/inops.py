"""What monitors write when a number cannot be trusted ("INOP"), and which sensor they write it about.

Only texts that speak of a sensor or its signal count. A limit alarm (`SpO2 88 < 90`) is about the patient: its number
is good.
"""

import re
import unicodedata
from functools import lru_cache

from ebb.devices.vocabulary.terms import Sensor

_TROUBLE = re.compile(
    r"\boff\b|\binop|disconn|not connected|unplug|discon|\bmalf|\bfail|\bfault|\blost\b|\bloose\b|\bnois[ey]|erratic"
    r"|art[ei]fact|interfer|\bweak\b|low perf|poor|search|unable|cannot|can't|invalid|unrel|overrange|overinfl|leak"
    r"|occlu|calib|not measured|no measure"
    r"|\bno (pulse|signal|sensor|probe|transd|finger|cuff|tub|lead|data|reading|value|contact|breath detec)"
)
# "Alarms off" is a setting of the monitor and says nothing about a probe.
_SETTING = re.compile(r"\balarms? (is |are )?(off|paused)")

_BY_NAME: tuple[tuple[Sensor, re.Pattern[str]], ...] = (
    ("oximeter", re.compile(r"spo2|sp02|oxim|pleth|\bsat\b")),
    ("cuff", re.compile(r"\bni?bp|\bcuff")),
    ("line", re.compile(r"\babp|\bart\b|arterial|\bibp")),
    ("gas", re.compile(r"(?<!sp)co2|capno")),
    ("thermometer", re.compile(r"\btemp|\bt[1-4]\b|\bt(core|body|blood|esoph|naso|tymp|rect|skin)")),
    ("chest", re.compile(r"\bresp|\brr\b")),
    ("ecg", re.compile(r"\be[ck]g|\bhr\b|heart")),
)
# Looked at only when no sensor is named: on bedside monitors a bare probe or finger is the oximeter's.
_BY_PART: tuple[tuple[Sensor, re.Pattern[str]], ...] = (
    ("ecg", re.compile(r"\bleads?\b|electrode")),
    ("oximeter", re.compile(r"\bprobe|finger|no pulse")),
    ("line", re.compile(r"transduc")),
)

_LONGEST_REMEMBERED = 200


def says_off(text: str) -> bool:
    """True when the text says that something is not, or not well, measured."""
    return _says_off(text) if len(text) <= _LONGEST_REMEMBERED else _says_off.__wrapped__(text)


def sensors_named(text: str) -> frozenset[Sensor]:
    """The sensors a text is about; empty when it names none."""
    return _sensors_named(text) if len(text) <= _LONGEST_REMEMBERED else _sensors_named.__wrapped__(text)


@lru_cache(maxsize=1024)
def _says_off(text: str) -> bool:
    said = _folded(text)
    return bool(_TROUBLE.search(_SETTING.sub("", said)))


@lru_cache(maxsize=1024)
def _sensors_named(text: str) -> frozenset[Sensor]:
    said = _folded(text)
    for patterns in (_BY_NAME, _BY_PART):
        named = frozenset(sensor for sensor, pattern in patterns if pattern.search(said))
        if named:
            return named
    return frozenset()


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("_", " ").split())
