"""Looking a patient up by the beginning of a name or number, as quickly among a hundred thousand as among a hundred."""

from functools import reduce
from operator import or_
from string import ascii_lowercase, ascii_uppercase

from django.db import connection
from django.db.models import Q, QuerySet

from ebb.clinic.people.models import Patient

LAST_LETTER = chr(0x10FFFF)
A_TO_Z = str.maketrans(ascii_uppercase, ascii_lowercase)


def patients_found(patients: QuerySet[Patient], text: str, most: int) -> list[Patient]:
    """Those of whom each word begins the family name, given name or number. At most three queries.

    Who is found by the family name comes first, then by the given name, then by number. Each query follows the order
    of an index and ends at `most`; one query for all three would read every patient.
    """
    first, *others = text.split() or [""]
    if not first:
        return []
    for word in others:
        patients = patients.filter(_begins_somehow(word))
    ways = {"family_lower": ("family_lower", "given_lower"), "given_lower": ("given_lower",), "number": ("number",)}
    hits: dict[object, Patient] = {}
    for column, order in ways.items():
        if len(hits) < most:
            for one in patients.filter(_begins(column, first)).order_by(*order)[:most]:
                hits.setdefault(one.pk, one)
    return list(hits.values())[:most]


def _begins_somehow(word: str) -> Q:
    return _begins("family_lower", word) | _begins("given_lower", word) | _begins("number", word)


def _begins(column: str, word: str) -> Q:
    spelled = {word, word.upper()} if column == "number" else _as_in_small_letters(word)
    return reduce(or_, (_prefixed(column, one) for one in spelled))


def _as_in_small_letters(word: str) -> set[str]:
    """How a database may have made the name small: some change only A to Z, and leave the Å of Åse."""
    return {word.lower(), word.translate(A_TO_Z), word.capitalize().translate(A_TO_Z)}


def _prefixed(column: str, word: str) -> Q:
    if connection.vendor == "sqlite":
        # SQLite answers no LIKE from these indexes. Its letters have one plain order, so a range says the same.
        return Q(**{f"{column}__gte": word, f"{column}__lt": word + LAST_LETTER})
    return Q(**{f"{column}__startswith": word})
