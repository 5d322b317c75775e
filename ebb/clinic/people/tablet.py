"""Where a request stands: at which site, in its time zone, with which roles, and whether its tablet is locked.

A trusted tablet left alone locks to a PIN and loses nothing: a form that arrives while it is locked is kept on the
PIN page and recorded once someone says who they are. One that nobody is signed in on is locked too, whether they signed
out or their session ended. Any other device is signed out. What must never wait is recorded at once even so; see
`recording_actor.py`.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.lib.access import is_never_blocked
from ebb.clinic.people.actions import lock_tablet, open_tablet, token_digest
from ebb.clinic.people.models import Membership, Site, Tablet, User

COOKIE = "ebb_tablet"
UNATTENDED = "X-Unattended"
"""The header of a request that a page makes by itself: it is no sign that someone is there."""


class IdleLock:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        request.tablet = trusted_tablet(request)
        if request.user.is_authenticated and _idle(request, now):
            _close(request, now)
        request.locked = _nobody_opened(request)
        if request.user.is_authenticated and not request.locked and UNATTENDED not in request.headers:
            _note_seen(request, now)
        request.site, request.roles = place_of(request.user, request.tablet, request.session.get("site"), now)
        with timezone.override(request.site.zone if request.site else None):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        if not request.locked or not getattr(view, "login_required", True) or _leads_out(request):
            return None
        if is_never_blocked(view) and request.method == "POST":
            return None
        if request.method == "POST":
            return render(request, "people/unlock.html", unlock_context(request, carry=request.POST), status=423)
        return redirect(f"{reverse('unlock')}?next={request.get_full_path()}")


def trusted_tablet(request: HttpRequest) -> Tablet | None:
    """The ward tablet this request comes from, if its cookie says so and nobody revoked it."""
    token = request.COOKIES.get(COOKIE)
    if not token:
        return None
    digest = token_digest(token)
    return Tablet.objects.trusted().select_related("site").filter(token_digest=digest).first()


def place_of(user: User, tablet: Tablet | None, chosen: str | None, now: datetime) -> tuple[Site | None, set[str]]:
    """The site someone works at now and their roles there: the tablet's, else the chosen one, else their first."""
    if not user.is_authenticated:
        return (tablet.site if tablet else None), set()
    of_user = Membership.objects.filter(user=user).select_related("site").order_by("site__name")
    memberships = [membership for membership in of_user if membership.is_in_force(now)]
    sites = {str(membership.site_id): membership.site for membership in memberships}
    wanted = str(tablet.site_id) if tablet else chosen
    site = sites.get(wanted) or next(iter(sites.values()), None)
    return site, {membership.role for membership in memberships if membership.site_id == getattr(site, "pk", None)}


def unlock_context(request: HttpRequest, carry: dict | None = None) -> dict[str, object]:
    """What the PIN page shows: who may unlock here, and the fields of a form that waits."""
    people = User.objects.filter(memberships__site=request.tablet.site, pin__isnull=False, is_active=True).distinct()
    waiting = [(name, value) for name, values in (carry.lists() if carry else []) for value in values]
    return {
        "people": people.order_by("name"),
        "waiting": [(name, value) for name, value in waiting if name != "csrfmiddlewaretoken"],
        "target": request.path if carry else "",
        "next": request.GET.get("next", ""),
    }


def _nobody_opened(request: HttpRequest) -> bool:
    """Whether this is a ward tablet on which nobody has said who they are."""
    return request.tablet is not None and (is_locked(request.tablet) or not request.user.is_authenticated)


def is_locked(tablet: Tablet | None) -> bool:
    return tablet is not None and tablet.locked_at is not None


def open_on_sign_in(request: HttpRequest, **_: object) -> None:
    """Whoever signs in, by PIN or by password, has said who they are."""
    if getattr(request, "tablet", None) is not None:
        open_tablet(tablet=request.tablet)


def _close(request: HttpRequest, now: datetime) -> None:
    if request.tablet is None:
        logout(request)
    elif not is_locked(request.tablet):
        lock_tablet(tablet=request.tablet, at=now)
        request.tablet.locked_at = now


def _leads_out(request: HttpRequest) -> bool:
    """Signing out stays open, so that a password can be used where a PIN is not to be had."""
    return request.resolver_match is not None and request.resolver_match.url_name == "account_logout"


def _note_seen(request: HttpRequest, now: datetime) -> None:
    """Someone is here. Not every request writes it down: the lock may come a thirtieth of its time early."""
    since_s = now.timestamp() - request.session.get("seen_at", 0)
    if not 0 <= since_s < settings.IDLE_LOCK_SECONDS / 30:
        request.session["seen_at"] = now.timestamp()


def _idle(request: HttpRequest, now: datetime) -> bool:
    seen_at = request.session.get("seen_at")
    return seen_at is not None and now.timestamp() - seen_at > settings.IDLE_LOCK_SECONDS
