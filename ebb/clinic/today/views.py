from datetime import datetime, time, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ebb.clinic.enquiry.models import Enquiry
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.people.access import patient_or_404, staff_only
from ebb.clinic.record.actions import note_look

MOST_FOUND = 20


@staff_only
def today(request: HttpRequest) -> HttpResponse:
    """Who comes, who waits, who is in which chair, who has gone home."""
    morning = datetime.combine(timezone.localdate(), time.min, timezone.get_current_timezone())
    here = Infusion.objects.filter(site=request.site).select_related("patient", "order", "chair", "nurse")
    of_today = here.filter(expected_at__gte=morning, expected_at__lt=morning + timedelta(days=1))
    context = {
        "now": timezone.now(),
        "expected": of_today.ahead().order_by("expected_at"),
        "present": here.present().order_by("chair__name"),
        "over": of_today.over().order_by("-expected_at"),
        "enquiries": Enquiry.objects.filter(site=request.site).open().count(),
    }
    return render(request, "today/today.html", context)


@staff_only
def patients(request: HttpRequest) -> HttpResponse:
    """Look a patient up by the beginning of a name or number."""
    text = request.GET.get("q", "").strip()[:80]
    found = request.user.patients(request.site).named_like(text).order_by("family_lower", "given_lower")[:MOST_FOUND]
    return render(request, "today/patients.html", {"q": text, "patients": found if text else []})


@staff_only
def patient(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """A patient's file, step by step. Opening it leaves an entry."""
    patient = patient_or_404(request, patient_id)
    now = timezone.now()
    note_look(chain=patient.pk, by=request.user.pk, at=now)
    infusions = patient.infusions.select_related("order", "chair").order_by("-expected_at")
    return render(request, "today/patient.html", {"patient": patient, "infusions": infusions, "now": now})
