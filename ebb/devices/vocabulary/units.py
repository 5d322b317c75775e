"""What a unit means, and how a number in it comes into its column.

A unit may be written as MDC, MDIL, UCUM or the plain text of a screen; `bpm` and `/min` serve heart and breath alike.
"""

import unicodedata
from collections.abc import Callable

from ebb.devices.columns import COLUMNS, is_plausible
from ebb.devices.vocabulary import VOCABULARIES
from ebb.devices.vocabulary.terms import BEATS, BREATHS, CELSIUS, FAHRENHEIT, KPA, MMHG, PERCENT, Unit

Convert = Callable[[float], float]

# Beside the codes and texts that each vocabulary names itself.
_WRITTEN: tuple[tuple[tuple[Unit, ...], tuple[str, ...]], ...] = (
    ((BEATS,), ("beats/min", "{beats}/min", "{beat}/min")),
    ((BREATHS,), ("breaths/min", "{breaths}/min", "{breath}/min", "{resp}/min")),
    ((BEATS, BREATHS), ("0004-09e0", "bpm", "/min", "1/min", "min-1", "{count}/min")),
    ((PERCENT,), ("percent",)),
    ((MMHG,), ("mm[Hg]",)),
    ((CELSIUS,), ("°C", "degC", "C", "Celsius")),
    ((FAHRENHEIT,), ("[degF]", "°F", "F", "Fahrenheit")),
)


def _as_sent(number: float) -> float:
    return number


def _from_kpa(number: float) -> float:
    # 1 kPa is 7.50062 mmHg; a tenth of a mmHg is finer than any monitor measures.
    return round(number * 7.50062, 1)


def _from_fahrenheit(number: float) -> float:
    return round((number - 32) / 1.8, 2)


def _accepted(column: str) -> dict[Unit, Convert]:
    if column.endswith("_mmhg"):
        return {MMHG: _as_sent, KPA: _from_kpa}
    if column == "temp_c":
        return {CELSIUS: _as_sent, FAHRENHEIT: _from_fahrenheit}
    if column == "spo2_percent":
        return {PERCENT: _as_sent}
    return {BREATHS if column == "rr_per_min" else BEATS: _as_sent}


# Of each column the first unit is the one it is charted in.
ACCEPTED: dict[str, dict[Unit, Convert]] = {column: _accepted(column) for column in COLUMNS}


def meanings(written: str) -> frozenset[Unit] | None:
    """The units a text may stand for; None when we do not know it."""
    return _MEANINGS.get(_key(written))


def other_unit_fits(column: str, number: float) -> str:
    """The unit, other than the column's own, in which the bare number would make sense too; empty if there is none."""
    others = list(ACCEPTED[column].items())[1:]
    return next((unit for unit, convert in others if is_plausible(column, convert(number))), "")


def _key(written: str) -> str:
    return unicodedata.normalize("NFKC", written.replace("º", "°")).casefold().replace(" ", "")


def _all_meanings() -> dict[str, frozenset[Unit]]:
    found: dict[str, frozenset[Unit]] = {}
    own = [((unit,), tuple(sent.split("^")[:2])) for voc in VOCABULARIES for unit, sent in voc.units.items()]
    for units, texts in (*_WRITTEN, *own):
        for text in texts:
            found[_key(text)] = found.get(_key(text), frozenset()).union(units)
    return found


_MEANINGS = _all_meanings()
