from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from uuid import UUID

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ebb.clinic.assessment.history import history_of
from ebb.clinic.followup import actions
from ebb.clinic.followup.forms import STEPS, answers_so_far
from ebb.clinic.followup.links import LinkShut, LinkUnknown, link_of, token_of
from ebb.clinic.followup.models import DiaryEntry, DiaryLink
from ebb.clinic.followup.working import diary_summary
from ebb.clinic.lib.access import public
from ebb.clinic.lib.keys import acts
from ebb.clinic.lib.templatetags.ebb import day as day_text
from ebb.clinic.lib.templatetags.ebb import plain
from ebb.clinic.people.access import allowed, clinical_only, patient_or_404
from ebb.clinic.people.models import Role
from ebb.clinic.record.actions import note_look
from ebb.pathway.findings import Refused

View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """Open a view to whoever holds a link that is still good; others are told kindly that it is not."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: object) -> HttpResponse:
        try:
            link = link_of(token, timezone.now())
        except LinkShut as shut:
            status = 404 if isinstance(shut, LinkUnknown) else 410
            return render(request, "followup/shut.html", {"why": type(shut).__name__}, status=status)
        with timezone.override(link.patient.site.zone):
            return view(request, link=link, token=token, **kwargs)

    return public(never_cache(opened))


@by_link
def diary(request: HttpRequest, link: DiaryLink, token: str) -> HttpResponse:
    """How have you been? The days that may be written now."""
    today = timezone.localdate()
    days = [today - timedelta(days=back) for back in range(actions.BACK_DAYS + 1)]
    averages = dict(link.patient.diary.current().filter(on__in=days).values_list("on", "average"))
    context = {
        "site": link.patient.site,
        "token": token,
        "today": today,
        "days": [(day, averages.get(day)) for day in days],
    }
    return render(request, "followup/diary.html", context)


@by_link
@acts
def diary_day(request: HttpRequest, link: DiaryLink, token: str, day: str) -> HttpResponse:
    """One day, one question a screen. Answers travel with the form, so going back loses nothing."""
    on = _day(day)
    now = timezone.now()
    answered, form = answers_so_far(request.POST)
    context = {
        "site": link.patient.site,
        "token": token,
        "on": on,
        "today": timezone.localdate(now),
        "steps": len(STEPS),
    }
    if form is None:
        try:
            entry = actions.keep_diary(patient=link.patient, on=on, link=link, by=link.patient_id, at=now, **answered)
        except Refused as refused:
            return render(request, "followup/refused.html", context | {"findings": refused.findings}, status=422)
        messages.success(request, _confirmation(entry))
        return redirect("diary", token)
    context |= {"form": form, "answered": [(name, request.POST[name]) for name in answered]}
    return render(request, "followup/question.html", context, status=422 if form.errors else 200)


@by_link
def working(request: HttpRequest, link: DiaryLink, token: str) -> HttpResponse:
    """Is it working? For the patient."""
    context = {"site": link.patient.site, "token": token, "summary": diary_summary(link.patient, timezone.now())}
    return render(request, "followup/working.html", context)


@clinical_only
def followup(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Is it working? For the staff, with every day of the diary."""
    patient = patient_or_404(request, patient_id)
    now = timezone.now()
    note_look(chain=patient.pk, by=request.user.pk, at=now)
    context = {"patient": patient, "history": history_of(patient, now), "summary": diary_summary(patient, now)}
    return render(request, "followup/followup.html", context)


@allowed(Role.FRONT_DESK, Role.NURSE, Role.PRESCRIBER)
@acts
def links(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The links to a patient's diary: make one, hand it over, close one."""
    patient = patient_or_404(request, patient_id)
    now = timezone.now()
    if request.method == "POST":
        link = _mine(patient.diary_links, request.POST.get("close", ""))
        if link:
            actions.close_link(link, by=request.user.pk, at=now)
        else:
            actions.make_link(patient=patient, by=request.user.pk, at=now)
        return redirect("diary-links", patient.pk)
    found = patient.diary_links.select_related("closed").order_by("-written_at")
    good = [link for link in found if not hasattr(link, "closed") and now < link.expires_at]
    context = {
        "patient": patient,
        "history": history_of(patient, now),
        "links": [(link, *_address(request, link)) for link in good],
        "over": len(found) - len(good),
    }
    return render(request, "followup/links.html", context)


def _confirmation(entry: DiaryEntry) -> str:
    """ "Kept for Sun 22 Nov: 4 on average, 2 at its best, 6 at its worst, 4 when you wrote. 7 hours of sleep." """
    values = {"day": day_text(entry.on), "average": entry.average, "least": entry.least, "worst": entry.worst}
    words = _(
        "Kept for %(day)s: %(average)s on average, %(least)s at its best, %(worst)s at its worst, "
        "%(now)s when you wrote."
    ) % (values | {"now": entry.now})
    if entry.sleep_h is not None:
        words += " " + _("%(hours)s hours of sleep.") % {"hours": plain(entry.sleep_h)}
    if entry.note:
        words += " " + _("Your note is kept too.")
    return words


def _address(request: HttpRequest, link: DiaryLink) -> tuple[str, str]:
    """The whole address of a diary, and the same as a QR code."""
    address = request.build_absolute_uri(reverse("diary", args=[token_of(link)]))
    return address, segno.make(address, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _mine(links: object, key: str) -> DiaryLink | None:
    try:
        return links.filter(pk=UUID(key)).first()
    except ValueError:
        return None
