"""What the predicted lines of the figure are, and are not."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ebb.clinic.lib.templatetags.ebb import clock
from ebb.figure import Curves, Figure
from ebb.pathway.prediction import SHOWN

# The marks of `ebb.pharmacology`: how far a model's numbers were checked.
MEANING: dict[str, str] = {
    "V": gettext_noop("[V]: numbers seen in the paper itself."),
    "V2": gettext_noop("[V2]: numbers as other authors copied them from the paper."),
    "D": gettext_noop("[D]: our own choice."),
}


def explained(drawn: Figure) -> list[str]:
    """One sentence on the whole, and one a model: its source, how far that was checked, and its highest point."""
    lines = {line.name: line for panel in drawn.panels if isinstance(panel, Curves) for line in panel.lines}
    if not lines:
        return []
    told = [_("Predicted concentration: a prediction from the recorded rates, not a measurement.")]
    for model in SHOWN:
        if line := lines.get(model.title):
            at, highest = max(line.points, key=lambda point: point[1])
            told.append(_("{model} [{marks}], {source}: highest {ng} ng/mL at {clock}.").format(
                model=model.title, marks=", ".join(sorted(model.marks)), ng=f"{highest:.0f}", clock=clock(at),
                source=model.source))  # fmt: skip
    marks = {mark for model in SHOWN if model.title in lines for mark in model.marks}
    return [" ".join([*told, *(_(MEANING[mark]) for mark in sorted(marks))])]
