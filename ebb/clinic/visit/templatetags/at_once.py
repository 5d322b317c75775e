"""What must never wait, on the pages where nobody has said who they are; on any other device there is nothing."""

from django import template
from django.utils import timezone

from ebb.clinic.visit.tablet_access import tablet_patients

register = template.Library()


@register.inclusion_tag("visit/_at_once.html", takes_context=True)
def chairs_at_once(context: template.Context) -> dict[str, object]:
    """The chairs of this tablet's site, each with what can be recorded at once."""
    tablet = getattr(context["request"], "tablet", None)
    chairs = tablet_patients(tablet.site, timezone.now()) if tablet else []
    return {"chairs": chairs, "tablet": tablet, "csrf_token": context.get("csrf_token")}
