"""Free text about medicines matched to ingredients. What matches nothing is handed to a person, never called clear."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from ebb.pathway.candidacy.ingredients import CLASSES

NEAR = 0.8  # [D] how alike a word must be to a name that stops, to be read as that name misspelt
FILLER_WORDS = """
    a acetate acting am and as at bedtime besylate bid br by caps capsule capsules citrate continus cr cream daily day
    dose drops each ec er extended for four g gel hcl hour hours hydrochloride if im inhaled inhaler injection
    injections in iu iv la liquid long lotion maleate mane mcg mg microgram micrograms milligram milligrams ml modified
    month monthly morning mouth mr nasal needed night nightly nocte of oil ointment on once oral orally pain patch
    patches per phosphate pill pills pm po prn puff puffs qd qhs qid release retard sl slow sodium spray sr sublingual
    succinate sulfate sulphate suspension tab tablet tablets tabs take takes taking tartrate the three tid times to
    topical twice two ug unit units week weekly when with x xl xr
"""
FILLER = frozenset(FILLER_WORDS.split())


@dataclass(frozen=True)
class Matched:
    """What a list of medicines contains: ingredients, their classes, and the texts that are not fully understood."""

    ingredients: frozenset[str]
    classes: frozenset[str]
    unmatched: tuple[str, ...]


def _names() -> Iterator[tuple[str, str, str]]:
    for drug_class, text in CLASSES.items():
        for entry in re.split(r"\n(?=\S)", text.strip()):
            ingredient, _, others = entry.partition(":")
            for name in [ingredient, *others.split(",")]:
                if name.strip():
                    yield " ".join(_words(name)), ingredient.strip(), drug_class


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"[a-z0-9]+", letters)


NAMES = {name: (ingredient, drug_class) for name, ingredient, drug_class in _names()}
LONGEST = max(len(name.split()) for name in NAMES)
STOPPING = [name for name, (_, drug_class) in NAMES.items() if drug_class == "methylxanthine" and len(name) > 6]


def match(texts: Iterable[str], reviewed: Iterable[str] = ()) -> Matched:
    """The ingredients in these texts; `reviewed` are texts that a clinician read and found harmless.

    A word that is nearly the name of a medicine that stops is read as that medicine. A text of which any word is
    neither a known name nor a word of dose and form is unmatched, whatever else in it was understood.
    """
    harmless = {" ".join(_words(text)) for text in reviewed}
    found: set[tuple[str, str]] = set()
    unmatched = []
    for text in texts:
        names, rest = _read(_words(text))
        found |= names
        if (rest or not names) and " ".join(_words(text)) not in harmless:
            unmatched.append(text)
    return Matched(
        ingredients=frozenset(ingredient for ingredient, _ in found),
        classes=frozenset(drug_class for _, drug_class in found),
        unmatched=tuple(unmatched),
    )


def _read(words: list[str]) -> tuple[set[tuple[str, str]], list[str]]:
    found: set[tuple[str, str]] = set()
    rest: list[str] = []
    while words:
        for length in range(min(LONGEST, len(words)), 0, -1):
            name = NAMES.get(" ".join(words[:length]))
            if name:
                found.add(name)
                words = words[length:]
                break
        else:
            word, words = words[0], words[1:]
            near = misspelt(word, *STOPPING)
            if near:
                found.add(NAMES[near])
            elif word not in FILLER and not re.fullmatch(r"\d+[a-z]{0,3}|[a-z]", word):
                rest.append(word)
    return found, rest


def misspelt(text: str, *names: str) -> str:
    """The first of these names that a word of the text nearly is; empty when none is."""
    near = (name for word in _words(text) for name in names if _alike(word, name))
    return next(near, "")


def _alike(word: str, name: str) -> bool:
    return len(word) > 6 and SequenceMatcher(None, word, name).ratio() >= NEAR
