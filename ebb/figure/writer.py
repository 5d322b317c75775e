"""Writes the rows of one panel, exactly or with long series folded."""

from collections.abc import Iterator, Sequence

from ebb.figure.axis import Axis, Instant
from ebb.figure.fold import MOST_VALUES, stretches
from ebb.figure.table import Row
from ebb.figure.text import exact
from ebb.figure.vitals import Pressure
from ebb.figure.words import Words


class Writer:
    """`fold_s` is the length of the stretches long series are told in; None tells every value."""

    def __init__(self, panel: str, axis: Axis, words: Words, fold_s: float | None) -> None:
        self.panel, self.axis, self.words, self.fold_s = panel, axis, words, fold_s
        self.folded = False

    def words_at(self, at: Instant, name: str, *said: str) -> Row:
        """Something told in words alone."""
        seconds = self.axis.seconds(at)
        return Row(seconds, self.axis.say(seconds, self.words), self.panel, name, ", ".join(said))

    def value(self, at: Instant, name: str, value: float | None, unit: str, *extra: str | None) -> Row:
        """One value with its unit, and what else is to be said of it."""
        return self._at(self.axis.seconds(at), name, value, unit, *extra)

    def pressure(self, reading: Pressure, name: str, unit: str, source: str) -> Row:
        return self.words_at(reading.at, name, f"{exact(reading.sys)}/{exact(reading.dia)} {unit}", source)

    def until(self, end: Instant) -> str:
        return f"{self.words.until} {self.axis.say(self.axis.seconds(end), self.words)}"

    def series(
        self,
        name: str,
        points: Sequence[tuple[Instant, float | None]],
        unit: str,
        standing: Sequence[tuple[float, str]] = (),
    ) -> Iterator[Row]:
        """A series; `standing` says from which second on something more holds of it."""
        seconds, values = self.axis.many(at for at, _ in points), [value for _, value in points]
        if self.fold_s is None or len(points) <= MOST_VALUES:
            for at, value in zip(seconds, values, strict=True):
                yield self._at(at, name, value, unit, *(said for bound, said in standing if at >= bound))
            return
        self.folded = True
        for stretch in stretches(seconds, values, self.fold_s):
            holds = [said for bound, said in standing if stretch.seconds >= bound]
            begins = max(stretch.seconds, self.axis.span[0])
            said = ", ".join([stretch.say(unit, self.words), *holds])
            yield Row(begins, self.axis.say(begins, self.words), self.panel, name, said, unit=unit)

    def _at(self, seconds: float, name: str, value: float | None, unit: str, *extra: str | None) -> Row:
        said = self.words.no_value if value is None else f"{exact(value)} {unit}".strip()
        told = ", ".join([said, *(part for part in extra if part)])
        return Row(seconds, self.axis.say(seconds, self.words), self.panel, name, told, value, unit)
