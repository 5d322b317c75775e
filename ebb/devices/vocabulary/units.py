"""What a unit means, and how a number in it comes into its column.

A unit may be written as MDC, MDIL, UCUM or the plain text of a screen; `bpm` and `/min` serve heart and breath alike.
"""

import unicodedata
from collections.abc import Callable

from ebb.devices.columns import COLUMNS, is_plausible

Unit = str
Convert = Callable[[float], float]

BEATS, BREATHS, PERCENT, MMHG, KPA, CELSIUS, FAHRENHEIT = "beats/min", "breaths/min", "%", "mmHg", "kPa", "°C", "°F"

_BREATHS_IN_UCUM = ("{breaths}/min", "{breath}/min", "{resp}/min")

_WRITTEN: dict[frozenset[Unit], tuple[str, ...]] = {
    frozenset({BEATS}): ("264864", "0004-0aa0", "MDC_DIM_BEAT_PER_MIN", "beats/min", "{beats}/min", "{beat}/min"),
    frozenset({BREATHS}): ("264928", "0004-0ae0", "MDC_DIM_RESP_PER_MIN", "rpm", "breaths/min", *_BREATHS_IN_UCUM),
    frozenset({BEATS, BREATHS}): ("0004-09e0", "bpm", "/min", "1/min", "min-1", "{count}/min"),
    frozenset({PERCENT}): ("262688", "0004-0220", "MDC_DIM_PERCENT", "%", "percent"),
    frozenset({MMHG}): ("266016", "0004-0f20", "MDC_DIM_MMHG", "mmHg", "mm[Hg]"),
    frozenset({KPA}): ("265987", "0004-0f03", "MDC_DIM_KILO_PASCAL", "kPa"),
    frozenset({CELSIUS}): ("268192", "0004-17a0", "MDC_DIM_DEGC", "Cel", "°C", "degC", "C", "Celsius"),
    frozenset({FAHRENHEIT}): ("266560", "0004-1140", "MDC_DIM_FAHR", "[degF]", "°F", "degF", "F", "Fahrenheit"),
}


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


_MEANINGS = {_key(text): units for units, texts in _WRITTEN.items() for text in texts}
