from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordConfig(AppConfig):
    name = "ebb.clinic.record"

    def ready(self) -> None:
        post_migrate.connect(protect_facts, sender=self, dispatch_uid="record.triggers")


def protect_facts(using: str = "default", **_: object) -> None:
    """After any migration the triggers stand again, whatever it rebuilt."""
    from ebb.clinic.record import triggers

    triggers.install(using)
