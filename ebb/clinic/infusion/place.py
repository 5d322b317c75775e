"""Up to where a page was drawn, so that its stream begins right there."""

from ebb.clinic.infusion.models import Event
from ebb.clinic.vitals.models import AlarmChange, Message


def place_now() -> str:
    """The last number of each log that pages hear of, as the stream reads it. Three queries.

    Taken before the page reads its facts, so that what comes in between is told twice rather than never.
    """
    return ".".join(str(_last(model)) for model in (Message, Event, AlarmChange))


def _last(model: type) -> int:
    return model.objects.order_by("-id").values_list("id", flat=True).first() or 0
