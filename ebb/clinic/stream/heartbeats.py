"""Whether the clinic's alarms are being watched: the gateway and the watch have a heartbeat each second."""

from dataclasses import dataclass, field
from datetime import datetime

import orjson

from ebb.clinic.vitals.models import Outage, ProcessPosition

WATCHING = tuple(Outage.Process.values)
SILENT_SECONDS = 10.0  # [D]


@dataclass
class Heartbeats:
    """The last heartbeat of each process, and when it was seen to change, on a clock that only goes forward: the clock
    of another machine may go wrong. `unwatched_since` is when the first of them fell silent, None while all go on."""

    seen: dict[str, tuple[datetime, float]] = field(default_factory=dict)
    unwatched_since: datetime | None = None

    def look(self, now: datetime, clock_s: float) -> bool:
        """Read the last heartbeats; whether that changed what pages are to say. One query."""
        given = dict(ProcessPosition.objects.filter(pk__in=WATCHING).values_list("pk", "at"))
        for process in WATCHING:
            at, known = given.get(process, now), self.seen.get(process)
            if known is None:
                self.seen[process] = at, clock_s - max(0.0, (now - at).total_seconds())
            elif process in given and at != known[0]:
                self.seen[process] = at, clock_s
        silent = [at for at, changed_at in self.seen.values() if clock_s - changed_at > SILENT_SECONDS]
        before, self.unwatched_since = self.unwatched_since, min(silent, default=None)
        return before != self.unwatched_since

    def event(self) -> bytes:
        """What a page is told: since when nothing watches, null when all is well."""
        since = self.unwatched_since.timestamp() if self.unwatched_since else None
        return b"event: watching\ndata: %s\n\n" % orjson.dumps({"unwatched_since": since})
