"""One person's hand on one page, and what each tap, letter and wait comes to by the keystroke-level model."""

import math
import time
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

KEY_S = 0.28
"""K: one letter by an average typist who is no secretary."""
POINT_S = 1.1
"""P: to point at something and press it; a swipe counts as one."""
HOME_S = 0.4
"""H: from the page to the keys, and back."""
THINK_S = 1.35
"""M: to make ready for the next field or button."""


@dataclass
class Effort:
    """What one person did, for one form or for many."""

    taps: int = 0
    swipes: int = 0
    letters: int = 0
    pages: int = 0
    thoughts: int = 0
    to_keys_and_back: int = 0
    waited_s: float = 0.0

    def __add__(self, other: "Effort") -> "Effort":
        return Effort(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def seconds(self) -> float:
        pointing = POINT_S * (self.taps + self.swipes) + HOME_S * self.to_keys_and_back
        return pointing + KEY_S * self.letters + THINK_S * self.thoughts + self.waited_s


@dataclass
class Hand:
    """One person's thumb on one page; every method counts what it takes."""

    page: Page
    forms: dict[str, Effort] = field(default_factory=dict)
    form: str = ""
    at_the_keys: bool = False

    def at(self, form: str) -> None:
        """From here on, count for this form."""
        self.form = form
        self.forms.setdefault(form, Effort())

    @property
    def effort(self) -> Effort:
        return self.forms[self.form]

    def tap(self, target: Locator, *, thinks: bool = True) -> None:
        self._reach(target)
        if self.at_the_keys:
            self.at_the_keys = False
            self.effort.to_keys_and_back += 1
        self.effort.taps += 1
        self.effort.thoughts += thinks
        target.click()

    def press(self, button: Locator) -> None:
        """A tap that is answered by a page."""
        began = time.perf_counter()
        with self.page.expect_navigation(wait_until="load"):
            self.tap(button)
        self.effort.pages += 1
        self.effort.waited_s += time.perf_counter() - began

    def write(self, target: Locator, text: str) -> None:
        self.tap(target)
        self.at_the_keys = True
        self.effort.to_keys_and_back += 1
        self.effort.letters += len(text)
        target.fill(text)

    def choose(self, target: Locator, value: str) -> None:
        """Two taps: to open the list and to choose from it."""
        self._reach(target)
        self.effort.taps += 2
        self.effort.thoughts += 1
        target.select_option(value)

    def fill(self, place: Locator, fields: dict[str, str | bool]) -> None:
        """Fields by the name their form gives them; one that shows the wanted value already is left alone."""
        for name, value in fields.items():
            target = place.locator(f'[name="{name}"]').first
            if target.evaluate("one => one.tagName") == "SELECT":
                if target.input_value() != value:
                    self.choose(target, str(value))
            elif isinstance(value, bool):
                self.tap(target)
            elif target.get_attribute("type") == "radio":
                chosen = place.locator(f'[name="{name}"][value="{value}"]')
                if not chosen.is_checked():
                    self.tap(chosen)
            elif target.input_value() != value:
                self.write(target, value)

    def unfold(self, place: Locator) -> None:
        if place.get_attribute("open") is None:
            self.tap(place.locator("summary").first)

    def _reach(self, target: Locator) -> None:
        away = target.evaluate(
            """one => { const box = one.getBoundingClientRect(), height = innerHeight;
                return box.top < 0 ? -box.top / height : Math.max(0, box.bottom - height) / height }"""
        )
        self.effort.swipes += math.ceil(away)
