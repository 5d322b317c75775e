"""What OBX-5 says: a number, that nothing is measured, or something we do not understand."""

import re
from typing import Literal

from ebb.devices.inops import says_off
from ebb.devices.separators import Separators

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
    if text.casefold() in _NO_VALUE_WORDS or (len(text) < 100 and _ONLY_FILLER(text)) or says_off(text):
        return NOT_MEASURED
    # Blanks around a number, and a structured number without comparator (`^97`), are still that number.
    bare = text.removeprefix("=").removeprefix(separators.component or "^")
    return _number(bare) if _NUMBER(bare) else None


def _number(digits: str) -> float | NotMeasured:
    number = float(digits)
    return NOT_MEASURED if number in _NO_VALUE_NUMBERS else number
