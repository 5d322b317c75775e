"""What an arrow from the blocked receptor to relief is: who saw it, in whom, for what, and what speaks against it.

The arrows themselves stand in `mechanisms`. Each rests on sources that were read at least as abstract on 22 November
2026. What no source shows is called supposed. The whole is a leading hypothesis, mostly from animal and mood research.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Sure(StrEnum):
    """How sure an arrow is, for those it was seen in."""

    SHOWN = "shown"
    DISPUTED = "disputed"
    SUPPOSED = "supposed"


SURE = {
    Sure.SHOWN: _("shown"),
    Sure.DISPUTED: _("disputed"),
    Sure.SUPPOSED: _("supposed"),
}
PEOPLE, RATS, MICE, ANIMALS = _("in people"), _("in rats"), _("in mice"), _("in animals")
PAIN, MOOD, NEITHER = _("for pain"), _("for low mood"), _("no illness")


@dataclass(frozen=True)
class Study:
    """One thing that was seen, or is only thought."""

    seen_in: str
    studied_for: str
    sure: Sure
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrow:
    """One step of the chain, with at least one study, or the lack of one, in people."""

    claim: str
    studies: tuple[Study, ...]
    against: str = ""
    against_sources: tuple[str, ...] = ()

    @property
    def marks(self) -> list[tuple[str, str, Sure, str]]:
        """(seen in, studied for, how sure, the same in words) of what was found, each once."""
        found = [(each.seen_in, each.studied_for, each.sure, SURE[each.sure]) for each in self.studies]
        return list(dict.fromkeys(found))

    @property
    def in_people(self) -> Sure:
        """How sure the step is in people, by the first study of them; its line is drawn so."""
        return next(each.sure for each in self.studies if each.seen_in is PEOPLE)

    @property
    def sources(self) -> set[str]:
        """All that it rests on, for and against."""
        return {*self.against_sources, *(each for each in self.studies for each in each.sources)}


@dataclass(frozen=True)
class Mechanism:
    """Arrows under one name; they follow from each other unless they stand `apart`."""

    name: str
    words: str
    arrows: tuple[Arrow, ...]
    apart: bool = False
