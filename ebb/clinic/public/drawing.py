"""A chosen dose as a figure: the drip above, below it what the models of whole ketamine and of its S half expect."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ebb.clinic.public.in_the_body import AFTER_MIN, Answers, Chosen, answers
from ebb.figure import Curves, Figure, Line, MinutesAxis, Steps, StepSegment, Table
from ebb.figure.panels import Style

PHONE, PAGE = 340, 700  # pixels; each page shows the drawing that fits it, so that its words stay readable
STYLES: tuple[Style, ...] = ("solid", "dashed", "dotted")


@dataclass(frozen=True)
class Drawn:
    """A dose, what the models say of it, and the drawing in two widths."""

    chosen: Chosen
    whole: Answers
    s_half: Answers

    @property
    def groups(self) -> list[tuple[str, Answers]]:
        """The answers under the names of what they are answers about."""
        return [(_("Whole ketamine"), self.whole), (_("Its S half"), self.s_half)]

    @property
    def svg(self) -> str:
        return self.figure(PAGE).svg()

    @property
    def narrow_svg(self) -> str:
        """The drawing for a phone; it stands on one page with the wide one, so its ids are others."""
        return self.figure(PHONE).svg(id="narrow")

    @property
    def table(self) -> Table:
        """The same to be read."""
        return self.figure(PAGE).table()

    def figure(self, width: int) -> Figure:
        end = float(self.chosen.duration_min)
        said = {"mg": f"{float(self.chosen.mg):g}", "min": self.chosen.duration_min, "kg": self.chosen.weight_kg}
        return Figure(
            title=_("%(mg)s mg of ketamine over %(min)s minutes, a person of %(kg)s kg") % said,
            description=_("What each model expects in the blood, until two hours after the drip."),
            axis=MinutesAxis(0.0, end + AFTER_MIN),
            panels=[
                Steps(_("The drip"), "mg/h", [StepSegment(0.0, end, self.chosen.mg_per_h)]),
                *(Curves(name, "ng/mL", list(_lines(told))) for name, told in self.groups),
            ],
            width=width,
        )


def drawn(chosen: Chosen) -> Drawn:
    """The chosen dose with all that is shown of it."""
    return Drawn(chosen, *answers(chosen))


def _lines(told: Answers) -> Iterator[Line]:
    for said, style in zip(told.models, STYLES, strict=True):
        yield Line(name=said.name, style=style, points=said.points, outside_from=said.beyond_from_min)
