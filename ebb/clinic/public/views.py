from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from ebb.clinic.lib.access import public
from ebb.clinic.people.models import Site
from ebb.clinic.public.dose_figure import AGE_Y, DoseFigure, predict
from ebb.clinic.public.forms import DoseForm
from ebb.clinic.public.mechanisms import MECHANISMS
from ebb.clinic.public.sources import MODEL_SOURCES, listed
from ebb.pharmacology import MODELS

WRITTEN_ON = date(2026, 11, 22)
THEMES = ("light", "low-glare")
A_YEAR = 365 * 24 * 3600

HOME_SOURCES = ["S1", "S3", "S4", "S6", "S8", "S26", "S84"]
EVIDENCE_SOURCES = [
    "S1", "S3", "S7", "S8", "S9", "S11", "S15", "S19", "S22", "S26", "S27", "S28", "S30", "S32", "S83",
]  # fmt: skip
HOW_SOURCES = {
    "S42",
    *MODEL_SOURCES,
    *(source for each in MECHANISMS for arrow in each.arrows for source in arrow.sources),
}
DAY_SOURCES = ["S3", "S6", "S7", "S12", "S26", "S53", "S54"]


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, for whom, how sure we are, what a day looks like, how to ask."""
    context = _article(HOME_SOURCES) | {"sites": Site.objects.order_by("name")}
    return render(request, "public/home.html", context)


@public
@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """What the studies say, for and against."""
    return render(request, "public/evidence.html", _article(EVIDENCE_SOURCES))


@public
@require_safe
def how_ketamine_works(request: HttpRequest) -> HttpResponse:
    """How much of a dose the models expect in the blood, and the arrows from there to relief. Keeps nothing."""
    form = DoseForm(request.GET.dict())
    drawn = DoseFigure(form.chosen, *predict(form.chosen)) if form.is_valid() else None
    context = {"form": form.rounded() if drawn else form, "drawn": drawn, "age_y": AGE_Y}
    context |= {"model_count": len(MODELS), "mechanisms": MECHANISMS}
    return render(request, "public/how.html", _article(HOW_SOURCES) | context)


@public
@require_safe
def what_a_day_is_like(request: HttpRequest) -> HttpResponse:
    """From the evening before to the day after."""
    return render(request, "public/day.html", _article(DAY_SOURCES))


@public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember for this device whether its pages are light, dark or easy on the eyes."""
    onward = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(onward, allowed_hosts=None)
    response = redirect(onward if ours else reverse("home"))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answers ok when the pages run and the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse("ok", content_type="text/plain")


def _article(sources: Iterable[str]) -> dict[str, object]:
    return {"sources": listed(sources), "written_on": WRITTEN_ON}
