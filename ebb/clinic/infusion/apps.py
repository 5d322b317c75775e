from django.apps import AppConfig


class InfusionConfig(AppConfig):
    name = "ebb.clinic.infusion"

    def ready(self) -> None:
        from ebb.clinic.infusion.copies import differing_copies
        from ebb.clinic.infusion.models import Infusion
        from ebb.clinic.record.copies import REBUILDING

        REBUILDING[Infusion] = differing_copies
