"""Who may enter a page, by role at the site where they work; and what every page knows of site and roles."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from ebb.clinic.people.models import CLINICAL, STAFF, Patient, Role

View = Callable[..., HttpResponse]


def allowed(*roles: Role) -> Callable[[View], View]:
    """Open a view to those who hold one of the roles here today. To all others the page does not exist."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.site is None or not request.roles & set(roles):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.allowed_roles = frozenset(roles)
        return guarded

    return wrap


staff_only = allowed(*STAFF)
clinical_only = allowed(*CLINICAL)


def patient_or_404(request: HttpRequest, patient_id: UUID) -> Patient:
    """A patient of the asker's own site; another's file and a missing one look alike from outside."""
    patient = request.user.patients(request.site).filter(pk=patient_id).first()
    if patient is None:
        raise Http404
    return patient


def site_and_roles(request: HttpRequest) -> dict[str, object]:
    """The context processor of every template."""
    roles = getattr(request, "roles", set())
    return {
        "site": getattr(request, "site", None),
        "roles": roles,
        "is_nurse": Role.NURSE in roles,
        "is_prescriber": Role.PRESCRIBER in roles,
        "idle_seconds": settings.IDLE_LOCK_SECONDS,
        "tablet": getattr(request, "tablet", None),
    }
