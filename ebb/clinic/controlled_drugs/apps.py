from django.apps import AppConfig


class ControlledDrugsConfig(AppConfig):
    """Its label is the room's first name: the table, the migrations and every digest in the record carry it."""

    name = "ebb.clinic.controlled_drugs"
    label = "cabinet"
