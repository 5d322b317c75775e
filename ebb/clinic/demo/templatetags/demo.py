"""The demonstration's sign-in list; in any other database there is none."""

from django import template

from ebb.clinic.demo.people import PASSWORD, STAFF
from ebb.clinic.lib.models import Installation

register = template.Library()


@register.inclusion_tag("demo/_people.html", takes_context=True)
def demo_people(context: template.Context) -> dict[str, object]:
    """The people of the demonstration, each with a button to come in as; nothing where the clinic is real."""
    if not Installation.is_demo():
        return {"people": []}
    request = context["request"]
    people = [{"username": p.username, "name": p.name, "pin": p.pin, "roles": ", ".join(p.roles)} for p in STAFF]
    wanted = {"password": PASSWORD, "next": request.GET.get("next", "")}
    return {"people": people, "csrf_token": context.get("csrf_token"), **wanted}
