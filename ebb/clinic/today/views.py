from datetime import datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ebb.clinic.assessment.history import history_of
from ebb.clinic.infusion.actions import expect_visit
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.lib.keys import acts
from ebb.clinic.log.position import end_of_logs
from ebb.clinic.people.access import allowed, patient_or_404, staff_only
from ebb.clinic.people.actions import come_on_site, leave_site
from ebb.clinic.people.models import CLINICAL, Role, User
from ebb.clinic.people.presence import stays_at
from ebb.clinic.record.actions import note_look
from ebb.clinic.today.board_cards import board_cards, expected_words
from ebb.clinic.today.forms import DepartureForm, VisitForm
from ebb.clinic.today.patient_search import patients_found
from ebb.clinic.today.steps import file_of
from ebb.clinic.today.waiting import waiting
from ebb.clinic.visit.alarms import urgency
from ebb.clinic.visit.cards import cards, expected
from ebb.clinic.vitals.models import AlarmChange, Message
from ebb.pathway.findings import refusal_in
from ebb.pathway.steps import AFTER_END

MOST_FOUND = 20
DESK_PAGES = ("plan-visit", "diary-links")
STEP_PAGES = ("assessment", "consent", "plan", "followup", *DESK_PAGES)


@staff_only
def today(request: HttpRequest) -> HttpResponse:
    """Who comes, who waits, who is in which chair, who has gone home."""
    morning = datetime.combine(timezone.localdate(), time.min, timezone.get_current_timezone())
    here = Infusion.objects.filter(site=request.site).select_related("patient", "order", "chair", "nurse")
    of_today = here.filter(expected_at__gte=morning, expected_at__lt=morning + timedelta(days=1))
    now = timezone.now()
    stays = stays_at(request.site, now)
    context = {
        "now": now,
        "stays": [(stay, stay.is_unconfirmed(now)) for stay in stays],
        "am_here": any(stay.person == request.user.pk for stay in stays),
        "after_end": [state.value for state in AFTER_END],
        "may_seat": bool(request.roles & CLINICAL),
        "expected": [
            (visit, expected_words(visit.expected_at, now)) for visit in of_today.ahead().order_by("expected_at")
        ],
        "present": here.present().order_by("chair__name"),
        "over": of_today.over().order_by("-expected_at"),
        "enquiries": waiting.count(request.site, now),
    }
    return render(request, "today/today.html", context)


@staff_only
@acts
def presence(request: HttpRequest) -> HttpResponse:
    """Say that one is here, or leaves: a start needs a supervisor on site."""
    if request.method == "POST":
        move = come_on_site if request.POST.get("here") == "yes" else leave_site
        move(site=request.site, person=request.user, by=request.user.pk, at=timezone.now())
    return redirect("today")


@staff_only
@acts
def departure(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write down when someone left who forgot to say so. That they are still here, only they say."""
    now = timezone.now()
    stay = next((one for one in stays_at(request.site, now) if one.person == person_id), None)
    if stay is None or request.method != "POST":
        raise Http404
    form = DepartureForm(stay, now, request.POST)
    if form.is_valid():
        person = User.objects.get(pk=stay.person)
        leave_site(site=request.site, person=person, left_at=form.left_at, by=request.user.pk, at=now)
    else:
        messages.error(request, form.errors["clock"][0])
    return redirect("today")


@staff_only
def board(request: HttpRequest) -> HttpResponse:
    """All chairs at once, alive."""
    now = timezone.now()
    log_position = end_of_logs(Message, Event, AlarmChange)
    chairs = cards(request.site, now)
    alarms = [(alarm, card.chair) for card in chairs for alarm in card.alarms]
    alarms.sort(key=lambda one: urgency(one[0]))
    loudest, where = alarms[0] if alarms else (None, None)
    context = {
        "log_position": log_position,
        "board_cards": board_cards(chairs, expected(request.site, now)),
        "alarms": len(alarms),
        "loudest": loudest,
        "where": where,
    }
    return render(request, "today/board.html", context)


@staff_only
def patients(request: HttpRequest) -> HttpResponse:
    """Look a patient up by the beginning of a name or number."""
    text = request.GET.get("q", "").strip()[:80]
    patients = patients_found(request.user.patients(request.site), text, MOST_FOUND)
    return render(request, "today/patients.html", {"q": text, "patients": patients})


@staff_only
def patient(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """A patient's file, step by step. Opening it leaves an entry."""
    patient = patient_or_404(request, patient_id)
    now = timezone.now()
    note_look(chain=patient.pk, by=request.user.pk, at=now)
    context = {
        "patient": patient,
        "history": history_of(patient, now),
        "file": file_of(patient, now),
        "open_to_me": _pages_open_to(request.roles),
    }
    return render(request, "today/patient.html", context)


@allowed(Role.FRONT_DESK, Role.NURSE, Role.PRESCRIBER)
@acts
def plan_visit(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Say when a patient comes for the next infusion of the plan in force."""
    patient = patient_or_404(request, patient_id)
    now = timezone.now()
    form = VisitForm(patient, now, request.POST or None)
    context = {"patient": patient, "history": history_of(patient, now), "form": form}
    if request.method == "POST" and form.is_valid():
        with refusal_in(context):
            order, when = form.cleaned_data["order"], form.expected_at
            expect_visit(order=order, expected_at=when, by=request.user.pk, at=now)
            return redirect("patient", patient.pk)
    return render(request, "today/plan_visit.html", context, status=422 if request.method == "POST" else 200)


def _pages_open_to(roles: frozenset[Role]) -> tuple[str, ...]:
    """The pages of a file that someone of these roles may open; who only looks is led nowhere else."""
    if roles & CLINICAL:
        return STEP_PAGES
    return DESK_PAGES if Role.FRONT_DESK in roles else ()
