"""A signed order as the pathway knows it, under the name this room has always used."""

from ebb.clinic.plan.ordered import as_ordered, programme_of, reckoned

__all__ = ["as_ordered", "programme_of", "reckoned"]
