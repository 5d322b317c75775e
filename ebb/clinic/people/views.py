from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from ebb.clinic.environment import machine_time_zone
from ebb.clinic.lib.access import public
from ebb.clinic.lib.keys import acts
from ebb.clinic.people import actions
from ebb.clinic.people.access import allowed, staff_only
from ebb.clinic.people.forms import PinForm, TimeZoneForm, UnlockForm
from ebb.clinic.people.models import Role, Tablet
from ebb.clinic.people.tablet import COOKIE, unlock_context

A_YEAR = 365 * 24 * 3600


@public
def unlock(request: HttpRequest) -> HttpResponse:
    """Open a locked tablet by PIN; a form that waited there is handed back to be recorded under the right name."""
    if request.tablet is None:
        return redirect("account_login")
    if request.method != "POST":
        return render(request, "people/unlock.html", unlock_context(request))
    form = UnlockForm(request.tablet.site, request.POST)
    target = request.POST.get("target", "")
    waiting = [(name, value) for name, values in request.POST.lists() for value in values if name.startswith("kept:")]
    waiting = [(name.removeprefix("kept:"), value) for name, value in waiting]
    if not form.is_valid():
        context = unlock_context(request) | {"form": form, "waiting": waiting, "target": target}
        return render(request, "people/unlock.html", context, status=422)
    login(request, form.cleaned_data["user"], backend="django.contrib.auth.backends.ModelBackend")
    request.session["seen_at"] = timezone.now().timestamp()
    if waiting and _ours(target):
        return render(request, "people/waiting.html", {"waiting": waiting, "target": target})
    onward = request.POST.get("next", "")
    return redirect(onward if _ours(onward) else "today")


@staff_only
@acts
def pin(request: HttpRequest) -> HttpResponse:
    """Set or change one's own PIN, against the password."""
    form = PinForm(request.user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/pin.html", {"form": form}, status=422 if form.is_bound else 200)
    actions.set_pin(user=request.user, pin=form.cleaned_data["pin"], by=request.user.pk, at=timezone.now())
    messages.success(request, _("Your PIN is set. It opens the ward tablets of your site."))
    return redirect("pin")


@allowed(Role.MANAGER, Role.ADMINISTRATOR)
@acts
def time_zone(request: HttpRequest) -> HttpResponse:
    """Say where the site is: its days, lists and clocks follow."""
    initial = {"time_zone": request.site.time_zone or machine_time_zone()}
    form = TimeZoneForm(request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/time_zone.html", {"form": form}, status=422 if form.is_bound else 200)
    actions.set_time_zone(site=request.site, **form.cleaned_data, by=request.user.pk, at=timezone.now())
    messages.success(request, _("The days and clocks of this site go by %(time_zone)s.") % form.cleaned_data)
    return redirect("today")


@allowed(Role.ADMINISTRATOR)
@acts
def trust_this_tablet(request: HttpRequest) -> HttpResponse:
    """The ward tablets of this site; trust the device in the administrator's hands as one more."""
    if request.method != "POST":
        tablets = Tablet.objects.trusted().filter(site=request.site).order_by("name", "trusted_at")
        return render(request, "people/tablets.html", {"tablets": tablets})
    name = request.POST.get("name", "").strip() or "Ward tablet"
    token = actions.trust_tablet(site=request.site, name=name, by=request.user.pk, at=timezone.now())[1]
    response = redirect("today")
    secure = request.is_secure()
    response.set_cookie(COOKIE, token, max_age=A_YEAR, httponly=True, secure=secure, samesite="Lax")
    return response


@allowed(Role.ADMINISTRATOR)
@acts
def untrust_tablet(request: HttpRequest, tablet_id: UUID) -> HttpResponse:
    """Trust a ward tablet of this site no longer, wherever it is."""
    tablet = Tablet.objects.trusted().filter(site=request.site, pk=tablet_id).first()
    if tablet is None or request.method != "POST":
        raise Http404
    actions.untrust_tablet(tablet=tablet, by=request.user.pk, at=timezone.now())
    messages.success(request, _("%(name)s is a ward tablet no longer.") % {"name": tablet})
    return redirect("trust-tablet")


def lock(request: HttpRequest) -> HttpResponse:
    """Lock this tablet now, or sign out where it is not one."""
    if request.method == "POST" and request.tablet is not None:
        actions.lock_tablet(tablet=request.tablet, at=timezone.now())
        return redirect("unlock")
    return redirect("account_logout")


def _ours(path: str) -> bool:
    return bool(path) and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
