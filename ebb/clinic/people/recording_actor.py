"""Who may record what must never wait, and from where, when nobody has said who they are (SAFETY.md, H07).

A ward tablet that an administrator trusts may, in whatever hands it is: locked, signed out, its session over, or
opened by someone who is neither nurse nor prescriber. What it records then stands under the tablet's own id, for who
did it is not yet known. See docs/decisions/0008-the-tablets-own-hand.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from ebb.clinic.lib.access import is_never_blocked, never_blocked
from ebb.clinic.people.models import CLINICAL, Site

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class RecordingActor:
    """Who records something at a site: a clinician, or a ward tablet in hands not yet known."""

    site: Site
    id: UUID
    known: bool


def recording_actors(request: HttpRequest) -> list[RecordingActor]:
    """Who may record something urgent from here: the clinician signed in, else the ward tablet itself."""
    found = []
    if not request.locked and request.roles & CLINICAL:
        found.append(RecordingActor(request.site, request.user.pk, known=True))
    if request.tablet is not None:
        found.append(RecordingActor(request.tablet.site, request.tablet.pk, known=False))
    return found


def urgent(view: View) -> View:
    """Open a view to nurses, prescribers and trusted tablets, whatever became of the session.

    The view asks `recording_actors` who records.

    Signing in changes the form token, so a page left open holds an old one and its stop would be refused. On a trusted
    tablet the device's cookie stands in for the token: no other site's form carries it (SameSite), and the browser's
    own Origin must name us, which no page can forge. Everywhere else the token is asked for.
    """
    asking = csrf_protect(view)

    @csrf_exempt
    @never_blocked
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        vouched = request.tablet is not None and _from_our_own_page(request)
        return (view if vouched else asking)(request, *args, **kwargs)

    guarded.allowed_roles = CLINICAL
    return guarded


class SignedInUnlessUrgent(LoginRequiredMiddleware):
    """Everyone signs in first, but for what a trusted tablet records at once."""

    def process_view(self, request: HttpRequest, view: View, args: tuple, kwargs: dict) -> HttpResponse | None:
        if is_never_blocked(view) and request.tablet is not None:
            return None
        return super().process_view(request, view, args, kwargs)


def _from_our_own_page(request: HttpRequest) -> bool:
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") in {own, *settings.CSRF_TRUSTED_ORIGINS}
