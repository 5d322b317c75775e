"""The three logs that pages hear of, read as frames. Everything here touches the database and runs in a thread."""

from functools import lru_cache
from uuid import UUID

from django.db import close_old_connections

from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.people.models import Chair
from ebb.clinic.stream.access import Channel
from ebb.clinic.stream.frames import Frame, Place, alarm_frame, event_frame, sample_frame
from ebb.clinic.vitals.models import AlarmChange, Message
from ebb.clinic.vitals.tail import Tail

MOST_AT_ONCE = 2000
MOST_MISSED = 4 * 3600


class Logs:
    """Follows messages, charted events and alarm changes from where they end when it is made."""

    def __init__(self) -> None:
        self.messages, self.events, self.alarms = (
            Tail(model, last_id(model)) for model in (Message, Event, AlarmChange)
        )

    @property
    def place(self) -> Place:
        return Place(self.messages.after_id, self.events.after_id, self.alarms.after_id)

    def read(self) -> list[Frame]:
        """What was committed since the last look, alarms first."""
        close_old_connections()
        messages = self.messages.new(MOST_AT_ONCE)
        events = self.events.new(MOST_AT_ONCE)
        alarms = self.alarms.new(MOST_AT_ONCE)
        return [
            *(alarm_frame(change, self.place, site_of_chair(change.chair_id)) for change in alarms),
            *(event_frame(event, self.place, site_of_infusion(event.infusion_id)) for event in events),
            *(
                sample_frame(message, self.place, site_of_chair(message.chair_id))
                for message in messages
                if shown(message)
            ),
        ]


def missed(channel: Channel, since: Place, now: Place) -> list[Frame]:
    """What a page that comes back has not heard yet, oldest first. A board is told to look again as a whole."""
    if channel.infusion is None:
        return [Frame("charted", b"{}", now, channel.site)]
    messages = Message.objects.filter(chair=channel.chair, id__gt=since.message, id__lte=now.message).vitals()
    events = Event.objects.filter(infusion=channel.infusion, id__gt=since.event, id__lte=now.event)
    alarms = AlarmChange.objects.filter(infusion=channel.infusion, id__gt=since.alarm, id__lte=now.alarm)
    return [
        *(alarm_frame(change, now, channel.site) for change in alarms.order_by("id")),
        *(event_frame(event, now, channel.site) for event in events.order_by("id")),
        *(sample_frame(message, now, channel.site) for message in messages[:MOST_MISSED]),
    ]


def shown(message: Message) -> bool:
    return message.chair_id is not None and message.kind == Message.Kind.VITALS


@lru_cache(maxsize=1000)
def site_of_chair(chair: UUID) -> UUID:
    return Chair.objects.values_list("site_id", flat=True).get(pk=chair)


@lru_cache(maxsize=1000)
def site_of_infusion(infusion: UUID) -> UUID:
    return Infusion.objects.values_list("site_id", flat=True).get(pk=infusion)


def last_id(model: type) -> int:
    return model.objects.order_by("-id").values_list("id", flat=True).first() or 0
