import signal
import threading

from django.core.management.base import BaseCommand, CommandError

from ebb.clinic.demo.staff import keep_staffing
from ebb.clinic.lib.models import Installation
from ebb.clinic.serve.supervisor import end_with_supervisor


class Command(BaseCommand):
    help = "Let the invented staff look after the chairs of the demonstration."
    requires_system_checks = ()

    def handle(self, **_: object) -> None:
        if not Installation.is_demo():
            raise CommandError("this database is a clinic's own: its chairs are looked after by people")
        end_with_supervisor()
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        keep_staffing(stopping)
