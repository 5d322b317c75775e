"""What the predicted lines of the figure are, and are not."""

from django.utils.translation import gettext as _

from ebb.clinic.infusion.curves import MODELS
from ebb.clinic.lib.templatetags.ebb import clock
from ebb.figure import Curves, Figure


def explained(drawn: Figure) -> list[str]:
    """One sentence on the whole, and one a model: its source, how far that was checked, and its highest point."""
    panel = next((panel for panel in drawn.panels if isinstance(panel, Curves)), None)
    if panel is None or not panel.lines:
        return []
    told = [_("Predicted concentration: reckoned from the recorded rates, a prediction and not a measurement.")]
    lines = {line.name: line for line in panel.lines}
    for model in MODELS:
        if line := lines.get(model.title):
            at, highest = max(line.points, key=lambda point: point[1])
            told.append(_("{model} [{marks}]: highest {ng} ng/mL at {clock}. {source}.").format(
                model=model.title, marks=", ".join(sorted(model.marks)), ng=f"{highest:.0f}", clock=clock(at),
                source=model.source))  # fmt: skip
    return [" ".join(told)]
