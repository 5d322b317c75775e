"""Prints what the clinic's database holds of what was promised, as JSON.

python -m tests.killing.kept INFUSION
"""

import json
import sys

import django


def kept(infusion_id: str) -> dict[str, object]:
    from django.utils import timezone

    from ebb.clinic.infusion.models import Event, Infusion
    from ebb.clinic.visit.snapshot import snapshot
    from ebb.clinic.vitals.models import Message

    infusion = Infusion.objects.get(pk=infusion_id)
    messages = Message.objects.filter(chair=infusion.chair).order_by("id")
    seen = snapshot(infusion, timezone.now())
    return {
        "control_ids": list(messages.values_list("control_id", flat=True)),
        "received_at": [at.timestamp() for at in messages.values_list("received_at", flat=True)],
        "notes": list(Event.objects.filter(infusion=infusion, kind="Noted").values_list("text", flat=True)),
        "state": seen.state.value,
        "gaps": [[gap.start.timestamp(), gap.end and gap.end.timestamp()] for gap in seen.gaps],
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(kept(sys.argv[1])))  # noqa: T201
