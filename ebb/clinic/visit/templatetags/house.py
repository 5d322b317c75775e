"""The line about the other chairs, on every ward page."""

from uuid import UUID

from django import template
from django.urls import reverse

from ebb.clinic.people.models import STAFF
from ebb.clinic.visit.house import house_alarm

register = template.Library()


@register.inclusion_tag("visit/_house.html", takes_context=True)
def other_chairs(context: template.Context) -> dict[str, object]:
    """The worst alarm but those of the page's own visit, which stand there already; the blind page has them here."""
    request, blind = context["request"], bool(context.get("blind"))
    own = getattr(context.get("sheet") and context.get("infusion"), "pk", None)
    return line(request, but=own, blind=blind)


def line(request, *, but: UUID | None, blind: bool) -> dict[str, object]:
    """What the line shows to this person, empty to who does not work here."""
    if not (request.user.is_authenticated and request.site and request.roles & STAFF):
        return {}
    found = house_alarm(request.site, person=request.user.pk, but=but, blind=blind)
    query = "&".join([f"but={but}"] * bool(but) + ["blind=yes"] * blind)
    return {
        "found": found,
        "href": found.href(request.roles) if found else "",
        "source": f"{reverse('house')}?{query}",
    }
