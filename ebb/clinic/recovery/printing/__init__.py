from ebb.clinic.recovery.printing.record import record_pdf

__all__ = ["record_pdf"]
