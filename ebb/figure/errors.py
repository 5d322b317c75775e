"""What the figure refuses to draw.

FigureError
├── AxisError      the time axis has no length, or an instant is of the wrong kind for it
├── PointsError    values are not numbers, or stand in the wrong order
└── KeyNameError   an id, key or style would not be safe inside the page
"""

from math import isfinite


class FigureError(ValueError):
    """The figure cannot be drawn from what was given; the message says what would be right."""


class AxisError(FigureError):
    """The time axis has no length, or an instant does not belong on it."""


class PointsError(FigureError):
    """A value is not a finite number, or the points go back in time."""


class KeyNameError(FigureError):
    """An id, key or line style is not one the page can carry."""


def finite(value: float) -> float:
    """The value. Raises PointsError when it is no finite number."""
    if not isfinite(value):
        raise PointsError("a value must be a finite number; where nothing was measured, give None")
    return value
