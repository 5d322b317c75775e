from ebb.devices.vocabulary.loinc import LOINC
from ebb.devices.vocabulary.mdc import MDC
from ebb.devices.vocabulary.mdil import MDIL

VOCABULARIES = (MDC, MDIL, LOINC)

__all__ = ["LOINC", "MDC", "MDIL", "VOCABULARIES"]
