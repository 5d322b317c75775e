"""What a vocabulary consists of."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Sensor = Literal["ecg", "oximeter", "chest", "gas", "cuff", "line", "thermometer"]
Unit = str

BEATS, BREATHS, PERCENT, MMHG, KPA, CELSIUS, FAHRENHEIT = "beats/min", "breaths/min", "%", "mmHg", "kPa", "°C", "°F"


@dataclass(frozen=True, slots=True)
class Term:
    """One code and the column its number belongs in.

    sensor: what on the patient measures it, so that a text about that sensor finds its numbers.
    rank: where two terms fill the same column in one message, the lower rank is charted.
    also: further columns the code may mean, when another coding beside it says so.
    """

    code: str
    name: str
    column: str
    sensor: Sensor
    rank: int = 0
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """A coding system.

    systems: what it is called in the third part of OBX-3.
    units: each unit as OBX-6 carries it, code ^ text ^ system; empty where it uses plain texts.
    names_alone: names that makers send without any code.
    words: by column, for a system whose long names are freely shortened; a name agrees when it holds one of them.
    """

    systems: tuple[str, ...]
    terms: Iterable[Term]
    units: Mapping[Unit, str] = field(default_factory=dict)
    names_alone: Mapping[str, Term] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def plain(name: str) -> str:
    """A name reduced to what two makers write alike: small letters and digits, `SpO₂` as `spo2`."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum())
