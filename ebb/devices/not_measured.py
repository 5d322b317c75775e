"""What a monitor writes when a number is not, or not well, measured ("INOP"), and which sensor it writes it about;
and what it writes when the patient does not breathe, which is no fault of a sensor.

Only texts that speak of a sensor or its signal count. A limit alarm (`SpO2 88 < 90`) is about the patient: its number
is good.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from ebb.devices.separators import Separators
from ebb.devices.vocabulary.terms import Sensor

_TROUBLE = re.compile(
    r"\boff\b|\binop|disconn|not connected|unplug|discon|\bmalf|\bfail|\bfault|\blost\b|\bloose\b|\bnois[ey]|erratic"
    r"|art[ei]fact|interfer|\bweak\b|low perf|poor|search|unable|cannot|can't|invalid|unrel|overrange|overinfl|leak"
    r"|occlu|calib|not measured|no measure"
    r"|\bno (pulse|signal|sensor|probe|transd|finger|cuff|tub|lead|data|reading|value|contact)"
)
# "Alarms off" is a setting of the monitor and says nothing about a probe.
_SETTING = re.compile(r"\balarms? (is |are )?(off|paused)")
_APNOEA = re.compile(r"\bapno?ea\b|\bno breath")
_NO_APNOEA = re.compile(r"\bapno?ea (alarms?|delay|time)\b|\bapno?ea.* (end|ended|over|reset)\b")

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


def reports_trouble(text: str) -> bool:
    """True when the text says that something is not, or not well, measured."""
    return (_reports_trouble if len(text) <= _LONGEST_REMEMBERED else _reports_trouble.__wrapped__)(text)


def reports_apnoea(text: str) -> bool:
    """True when the text says that the patient does not breathe; a setting of the alarm, or its end, does not."""
    folded = _folded(text)
    return bool(_APNOEA.search(folded)) and not _NO_APNOEA.search(folded)


def sensors_named(text: str) -> frozenset[Sensor]:
    """The sensors a text is about; empty when it names none."""
    return (_sensors_named if len(text) <= _LONGEST_REMEMBERED else _sensors_named.__wrapped__)(text)


@lru_cache(maxsize=1024)
def _reports_trouble(text: str) -> bool:
    return bool(_TROUBLE.search(_SETTING.sub("", _folded(text))))


@lru_cache(maxsize=1024)
def _sensors_named(text: str) -> frozenset[Sensor]:
    folded = _folded(text)
    for patterns in (_BY_NAME, _BY_PART):
        named = frozenset(sensor for sensor, pattern in patterns if pattern.search(folded))
        if named:
            return named
    return frozenset()


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("_", " ").split())


NotMeasured = Literal["not measured"]
NOT_MEASURED: NotMeasured = "not measured"

# Decimal digits only: float() would also take "1e5", "nan" and "1_000", which no monitor means.
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,12}(?:\.[0-9]{0,12})?|\.[0-9]{1,12})").fullmatch

# Seen in monitors' messages for "no value"; the large ones are the special values of ISO/IEEE 11073 number formats.
_NO_VALUE_NUMBERS = frozenset(
    {-1.0, -100.0, -1000.0, -10000.0, 32767.0, -32768.0, 8388607.0, -8388608.0, 2147483647.0, -2147483648.0}
)
_NO_VALUE_WORDS = frozenset({"", '""', "nan", "n/a", "na", "null", "none"})
_ONLY_FILLER = re.compile(r"[-–—?*._\s]*").fullmatch


def number_or_gap(raw: str, separators: Separators) -> float | NotMeasured | None:
    """The number in a field as sent; NOT_MEASURED; or None when it is neither."""
    if _NUMBER(raw):
        return _number(raw)
    text = separators.unescape(raw).strip()
    if text.casefold() in _NO_VALUE_WORDS or (len(text) < 100 and _ONLY_FILLER(text)) or reports_trouble(text):
        return NOT_MEASURED
    # Blanks around a number, and a structured number without comparator (`^97`), are still that number.
    bare = text.removeprefix("=").removeprefix(separators.component or "^")
    return _number(bare) if _NUMBER(bare) else None


def _number(digits: str) -> float | NotMeasured:
    number = float(digits)
    return NOT_MEASURED if number in _NO_VALUE_NUMBERS else number
