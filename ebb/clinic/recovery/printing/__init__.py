from ebb.clinic.recovery.printing.emergency import emergency_pdf
from ebb.clinic.recovery.printing.record import record_pdf

__all__ = ["emergency_pdf", "record_pdf"]
