"""What an entry in a vocabulary says."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

Sensor = Literal["ecg", "oximeter", "chest", "gas", "cuff", "line", "thermometer"]


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


def plain(name: str) -> str:
    """A name reduced to what two makers write alike: small letters and digits, `SpO₂` as `spo2`."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum())


def by_code(*terms: Term) -> dict[str, Term]:
    return {term.code: term for term in terms}
