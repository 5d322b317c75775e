from uuid import UUID

from csp.constants import NONE
from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from ebb.clinic.people.access import allowed
from ebb.clinic.people.models import CLINICAL, Role
from ebb.clinic.printing import actions
from ebb.clinic.printing.emergency import emergency_pdf
from ebb.clinic.printing.paper import PAPERS, Paper
from ebb.clinic.printing.record import record_pdf
from ebb.clinic.visit.views import infusion_or_404

READERS = (*CLINICAL, Role.AUDITOR)
# Chromium shows a PDF through a page of its own, which the policy of our pages would leave blank.
viewable = csp({"frame-ancestors": [NONE]})


@allowed(*READERS)
@viewable
def record(request: HttpRequest, infusion_id: UUID) -> HttpResponse:
    """The printed record, as PDF. Each printing leaves an entry, and a checkpoint that covers what is printed."""
    infusion = infusion_or_404(request, infusion_id)
    size, now = paper_or_404(request), timezone.now()
    actions.print_record(infusion, by=request.user.pk, at=now)
    pdf = record_pdf(infusion, now, by=request.user.pk, size=size)
    return as_pdf(pdf, f"infusion-{timezone.localdate(infusion.expected_at)}.pdf")


@allowed(*READERS)
@viewable
def emergency_sheet(request: HttpRequest, infusion_id: UUID) -> HttpResponse:
    """One page for the ambulance, as PDF, whether or not the emergency was recorded yet. It leaves an entry."""
    infusion = infusion_or_404(request, infusion_id)
    size, now = paper_or_404(request), timezone.now()
    actions.print_emergency_sheet(infusion, by=request.user.pk, at=now)
    return as_pdf(emergency_pdf(infusion, now, by=request.user.pk, size=size), "emergency.pdf")


def paper_or_404(request: HttpRequest) -> Paper:
    """A4, or what `?paper=` asks for."""
    size = PAPERS.get(request.GET.get("paper", "a4"))
    if size is None:
        raise Http404
    return size


def as_pdf(pdf: bytes, name: str) -> HttpResponse:
    """Shown in the browser, and kept by no cache on the way."""
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
