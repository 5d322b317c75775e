"""What pages say in a demonstration: its sign-in list, and who looks after a chair. In any other database nothing."""

from datetime import datetime

from django import template

from ebb.clinic.demo.people import PASSWORD, STAFF
from ebb.clinic.demo.takeover import taken_over
from ebb.clinic.infusion.models import Infusion
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


@register.inclusion_tag("demo/_chair.html")
def demo_chair(infusion: Infusion, at: datetime, *, over: bool) -> dict[str, object]:
    """Whether the invented staff look after this visit or leave it to a visitor. No query for a real patient."""
    if over or not infusion.patient.practice or not Installation.is_demo():
        return {}
    theirs = infusion.pk in taken_over(at)
    return {"taken_over": theirs, "looked_after": not theirs, "chair": infusion.chair and infusion.chair.name}
