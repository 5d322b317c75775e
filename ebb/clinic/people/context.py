"""What every page knows about its place: the site, and the roles of the person who looks."""

from django.conf import settings
from django.http import HttpRequest

from ebb.clinic.people.models import Role


def place(request: HttpRequest) -> dict[str, object]:
    roles = getattr(request, "roles", set())
    return {
        "site": getattr(request, "site", None),
        "roles": roles,
        "is_nurse": Role.NURSE in roles,
        "is_prescriber": Role.PRESCRIBER in roles,
        "idle_seconds": settings.IDLE_LOCK_SECONDS,
        "tablet": getattr(request, "tablet", None),
    }
