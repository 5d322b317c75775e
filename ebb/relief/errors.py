"""What this room refuses.

ReliefError
├── DiaryError      a row of the diary that cannot be; `row` counts from 1, the heading not counted
├── InfusionError   infusions that are no days, or twice the same
├── PriorsError     priors that cannot be read or cannot be
├── ForecastError   a forecast that cannot be, or that cannot be read or scored
└── QuestionError   a question that has no answer as asked
"""


class ReliefError(ValueError):
    """The question cannot be answered as asked; the message says what would be right."""


class DiaryError(ReliefError):
    """A row of the diary that cannot be; `row` counts from 1, the heading not counted, and is None for the whole."""

    def __init__(self, message: str, row: int | None = None) -> None:
        super().__init__(message if row is None else f"row {row}: {message}")
        self.row = row


class InfusionError(ReliefError):
    """Infusions that are no days, or twice the same."""


class PriorsError(ReliefError):
    """Priors that cannot be read or cannot be."""


class QuestionError(ReliefError):
    """A question that has no answer as asked."""


class ForecastError(ReliefError):
    """A forecast that cannot be, or that cannot be read or scored."""
