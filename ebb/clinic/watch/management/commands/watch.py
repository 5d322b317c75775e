import signal
import threading

from django.core.management.base import BaseCommand, CommandError

from ebb.clinic.watch.lock import AlreadyWatched, LockLost
from ebb.clinic.watch.run import keep_watching


class Command(BaseCommand):
    help = "Step the alarms of every running infusion and seal what monitors said; one for the whole clinic."
    requires_system_checks = ()

    def handle(self, **_: object) -> None:
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        try:
            keep_watching(stopping, begun=lambda: self.stderr.write("watching"))
        except (AlreadyWatched, LockLost) as error:
            raise CommandError(str(error)) from error
