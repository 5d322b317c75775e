"""Who may listen. The stream passes by Django's middleware, so it asks for session, role, site and patient itself."""

import time
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.utils import timezone

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.people.models import CLINICAL, STAFF
from ebb.clinic.people.tablet import COOKIE, is_locked, place_of, trusted_tablet

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


@dataclass(frozen=True)
class Channel:
    """What a page listens to: the whole board of a site, one infusion at its chair, or only the alarms of the house."""

    site: UUID
    infusion: UUID | None = None
    chair: UUID | None = None
    alarms_only: bool = False


def channel_for(path: str, cookie_header: str) -> Channel | None:
    """The channel behind a path, if this session may listen to it now; None tells a stranger nothing more."""
    request = _request(cookie_header)
    if not request.user.is_authenticated:
        return None
    site, roles = place_of(request.user, request.tablet, request.session.get("site"), timezone.now())
    if site is None:
        return None
    kind, _, name = path.removeprefix("/stream/").strip("/").partition("/")
    if kind in ("board", "house") and not name:
        return (
            Channel(site.pk, alarms_only=kind == "house")
            if roles & STAFF and (request.tablet or not _idle(request))
            else None
        )
    if kind != "infusion" or not roles & CLINICAL or _idle(request):
        return None
    return _infusion_channel(name, site.pk)


def _infusion_channel(name: str, site: UUID) -> Channel | None:
    try:
        wanted = UUID(name)
    except ValueError:
        return None
    infusion = Infusion.objects.filter(pk=wanted, site=site).first()
    return Channel(site, infusion.pk, infusion.chair_id) if infusion else None


def _request(cookie_header: str) -> HttpRequest:
    request = HttpRequest()
    try:
        request.COOKIES = {name: morsel.value for name, morsel in SimpleCookie(cookie_header).items()}
    except CookieError:
        request.COOKIES = {}
    request.session = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    request.user = get_user(request)
    request.tablet = trusted_tablet(request) if request.COOKIES.get(COOKIE) else None
    return request


def _idle(request: HttpRequest) -> bool:
    """Locked, or left alone for too long. Listening is not activity, so nothing is renewed here."""
    seen_at = request.session.get("seen_at")
    idle = seen_at is not None and time.time() - seen_at > settings.IDLE_LOCK_SECONDS
    return idle or is_locked(request.tablet)
