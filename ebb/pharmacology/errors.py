"""What this room refuses.

PharmacologyError
├── UnitError         a unit that is missing, unknown or of the wrong kind
├── AmountError       a dose or rate that is negative, not a number, or above the ceiling
├── RegimenError      a regimen that cannot be read, or whose lines contradict each other
├── TimesError        times that are negative, unsorted or not numbers
├── PatientError      a weight or age that no patient has
├── ModelError        a model that is unknown, or a number that must not ship in one
└── EnantiomerError   racemate given to an S-ketamine model, or the other way round
"""


class PharmacologyError(ValueError):
    """The question cannot be answered as asked; the message says what would be right."""


class UnitError(PharmacologyError):
    """A unit that is missing, unknown or of the wrong kind."""


class AmountError(PharmacologyError):
    """A dose or rate that is negative, not a number, or above the ceiling."""


class RegimenError(PharmacologyError):
    """A regimen that cannot be read, or whose lines contradict each other."""


class TimesError(PharmacologyError):
    """Times that are negative, unsorted or not numbers."""


class PatientError(PharmacologyError):
    """A weight or age that no patient has."""


class ModelError(PharmacologyError):
    """A model that is unknown, or a number that must not ship in one."""


class EnantiomerError(PharmacologyError):
    """Racemate given to an S-ketamine model, or the other way round."""
