from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from ebb.clinic.enquiry import actions
from ebb.clinic.enquiry.forms import EnquiryForm, OpenFileForm
from ebb.clinic.enquiry.models import Enquiry
from ebb.clinic.lib.access import public
from ebb.clinic.lib.keys import acts
from ebb.clinic.people.access import allowed
from ebb.clinic.people.models import Role

desk_only = allowed(Role.FRONT_DESK, Role.NURSE, Role.PRESCRIBER)


@public
@acts
def enquiry(request: HttpRequest) -> HttpResponse:
    """A visitor asks. What a machine filled in is thanked for and thrown away."""
    form = EnquiryForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "enquiry/enquiry.html", {"form": form}, status=422 if form.errors else 200)
    if not form.from_a_machine:
        written = {name: form.cleaned_data[name] for name in ("site", "name", "email", "phone", "question")}
        actions.receive_enquiry(at=timezone.now(), **written)
    return redirect("enquiry-received")


@public
def received(request: HttpRequest) -> HttpResponse:
    return render(request, "enquiry/received.html")


@desk_only
def inbox(request: HttpRequest) -> HttpResponse:
    """Every enquiry that waits for an answer here."""
    waiting = Enquiry.objects.filter(site=request.site).open()[:100]
    return render(request, "enquiry/inbox.html", {"enquiries": waiting})


@desk_only
@acts
def answer(request: HttpRequest, enquiry_id: int) -> HttpResponse:
    """Open a file for the person who asked."""
    enquiry = get_object_or_404(Enquiry.objects.filter(site=request.site).open(), pk=enquiry_id)
    form = OpenFileForm(request.site, request.POST or None, initial=_names(enquiry))
    if request.method != "POST" or not form.is_valid():
        context = {"enquiry": enquiry, "form": form}
        return render(request, "enquiry/answer.html", context, status=422 if form.errors else 200)
    patient = actions.open_file(enquiry=enquiry, by=request.user.pk, at=timezone.now(), **form.cleaned_data)
    return redirect("patient", patient.pk)


@desk_only
@acts
def close(request: HttpRequest, enquiry_id: int) -> HttpResponse:
    """End an enquiry without a file; the reason stays with it."""
    enquiry = get_object_or_404(Enquiry.objects.filter(site=request.site).open(), pk=enquiry_id)
    text = request.POST.get("text", "").strip()[:300]
    if request.method == "POST" and text:
        actions.close(enquiry=enquiry, text=text, by=request.user.pk, at=timezone.now())
        return redirect("enquiries")
    return redirect("enquiry-answer", enquiry_id)


def _names(enquiry: Enquiry) -> dict[str, str]:
    given, _, family = enquiry.name.strip().rpartition(" ")
    return {"given_name": given or family, "family_name": family if given else ""}
