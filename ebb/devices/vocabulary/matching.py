"""From OBX-3 and OBX-6 to a column: code, name and unit must agree, or the observation is kept as unmapped.

A maker has been seen to re-use the code for SpO2 for end-tidal CO2. A single field is never believed against another.
"""

from dataclasses import dataclass
from functools import lru_cache

from ebb.devices.separators import Separators
from ebb.devices.vocabulary import VOCABULARIES
from ebb.devices.vocabulary.labels import COLUMNS_BY_LABEL
from ebb.devices.vocabulary.terms import Term, Unit, Vocabulary, plain
from ebb.devices.vocabulary.units import ACCEPTED, Convert, meanings


@dataclass(frozen=True, slots=True)
class MatchedTerm:
    """An observation we can chart. `unit_given` is False when OBX-6 is empty."""

    code: str
    name: str
    unit: str
    term: Term
    column: str
    convert: Convert
    unit_given: bool


@dataclass(frozen=True, slots=True)
class Unmatched:
    """An observation we cannot chart, and why. `column` is what its code stands for, where that is known."""

    code: str
    name: str
    unit: str
    reason: str
    column: str = ""


class _Disagreement(Exception):
    """What does not agree; `column` is what the code alone would stand for."""

    def __init__(self, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.column = column


def match(identifier: str, unit: str, separators: Separators) -> MatchedTerm | Unmatched:
    """What OBX-3 and OBX-6, both as sent, stand for. Monitors repeat them every second, so answers are remembered."""
    if len(identifier) + len(unit) > _LONGEST_REMEMBERED:
        return _match(identifier, unit, separators)
    return _remembered(identifier, unit, separators)


# Bounds what a sender of ever new identifiers can make us hold.
_LONGEST_REMEMBERED = 300


def _match(identifier: str, unit: str, separators: Separators) -> MatchedTerm | Unmatched:
    parts = [separators.unescape(part).strip() for part in separators.split_components(identifier)]
    parts += [""] * (6 - len(parts))
    unit_parts = [separators.unescape(part).strip() for part in separators.split_components(unit)]
    unit_text = next((text for text in (*unit_parts[1:2], *unit_parts) if text), "")
    code, name, column = parts[0], parts[1], ""
    try:
        term, column = _term(parts)
        means, given = _unit(unit_parts, unit_text)
        convert = _conversion(column, means, unit_text)
    except _Disagreement as reason:
        return Unmatched(code, name, unit_text, str(reason), column or reason.column)
    return MatchedTerm(code, name, unit_text, term, column, convert, given)


_remembered = lru_cache(maxsize=4096)(_match)


def _term(parts: list[str]) -> tuple[Term, str]:
    """The term and its column, from the first coding and the alternate one."""
    found = [term for term in (_coded(*parts[:3]), _coded(*parts[3:6])) if term is not None]
    if not found:
        system = parts[2] or "no coding system"
        raise _Disagreement(f"{parts[0] or parts[1] or 'an empty code'} ({system}) is none of the readings charted")
    if len(found) == 1:
        return found[0], found[0].column
    # LOINC names the quantity, MDC and MDIL how it was taken as well: the narrower one speaks first.
    first, second = sorted(found, key=lambda term: bool(_VOCABULARY_OF[term].words))
    for term, other in ((first, second), (second, first)):
        if term.column in (other.column, *other.also):
            return term, term.column
    raise _Disagreement(f"{first.code} means {first.column} but {second.code} beside it means {second.column}")


def _coded(code: str, name: str, system: str) -> Term | None:
    """None for a coding that is empty or not ours to know; raises when code and name disagree."""
    system = system.upper()
    if system and system not in _BY_SYSTEM:
        return None
    term = _known_term(code.lower(), system)
    if term is not None:
        if name and not _agrees(term, name):
            raise _Disagreement(f"{term.code} means {term.name}, but is named {name}", term.column)
        return term
    # `MDC_PULS^MDC`: a lone name, with the coding system where the name would stand.
    if name.upper() in _BY_SYSTEM:
        name = ""
    if name and plain(name) in _NAMES_ALONE and code and plain(code) not in _NAMES_ALONE:
        raise _Disagreement(f"{name} is not coded {code}")
    alone = _NAMES_ALONE.get(plain(code or name))
    if alone is not None and name and not _agrees(alone, name):
        raise _Disagreement(f"{code} beside the name {name}")
    return alone


def _known_term(code: str, system: str) -> Term | None:
    systems = (system,) if system else tuple(_BY_SYSTEM)
    return next((_BY_SYSTEM[each][code] for each in systems if code in _BY_SYSTEM[each]), None)


def _agrees(term: Term, name: str) -> bool:
    written = plain(name)
    if written == plain(term.name):
        return True
    column = _COLUMNS_BY_NAME.get(written)
    if column is not None:
        return column == term.column or column in term.also
    return any(word in written for word in _VOCABULARY_OF[term].words.get(term.column, ()))


def _unit(parts: list[str], text: str) -> tuple[frozenset[Unit] | None, bool]:
    if not text:
        return None, False
    # The third part names the coding system, not a unit.
    known = [units for part in (*parts[:2], *parts[3:5]) if (units := meanings(part)) is not None]
    if not known:
        raise _Disagreement(f"the unit {text} is not known")
    common = frozenset.intersection(*known)
    if not common:
        raise _Disagreement(f"the unit is coded {parts[0]} but written {text}, which is another")
    return common, True


def _conversion(column: str, means: frozenset[Unit] | None, text: str) -> Convert:
    accepted = ACCEPTED[column]
    if means is None:
        return next(iter(accepted.values()))
    for unit, convert in accepted.items():
        if unit in means:
            return convert
    raise _Disagreement(f"{column} is never measured in {text}")


_BY_SYSTEM: dict[str, dict[str, Term]] = {
    system.upper(): {term.code.lower(): term for term in vocabulary.terms}
    for vocabulary in VOCABULARIES
    for system in vocabulary.systems
}
_VOCABULARY_OF: dict[Term, Vocabulary] = {term: vocabulary for vocabulary in VOCABULARIES for term in vocabulary.terms}
_NAMES_ALONE = {plain(name): term for vocabulary in VOCABULARIES for name, term in vocabulary.names_alone.items()}
_COLUMNS_BY_NAME = {
    **COLUMNS_BY_LABEL,
    **{name: term.column for name, term in _NAMES_ALONE.items()},
    **{plain(term.name): term.column for term, vocabulary in _VOCABULARY_OF.items() if not vocabulary.words},
}
