from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ebb.clinic.controlled_drugs import actions
from ebb.clinic.controlled_drugs.forms import OpeningForm
from ebb.clinic.controlled_drugs.models import LedgerLine
from ebb.clinic.lib.keys import acts
from ebb.clinic.people.access import allowed
from ebb.clinic.people.models import Role
from ebb.pathway.findings import refusal_in


@allowed(Role.CUSTODIAN, Role.AUDITOR)
def cabinet(request: HttpRequest) -> HttpResponse:
    """What stands in the cabinet of this site, line by line."""
    return render(request, "controlled_drugs/cabinet.html", {"lines": LedgerLine.objects.at(request.site)[:200]})


@allowed(Role.CUSTODIAN)
@acts
def count(request: HttpRequest) -> HttpResponse:
    """Two people count the vials of one lot."""
    form = OpeningForm(request.site, request.user, request.POST or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        counted = form.cleaned_data | {"witness": form.cleaned_data["witness"].pk}
        with refusal_in(context):
            actions.count_opening(site=request.site, by=request.user.pk, at=timezone.now(), **counted)
            return redirect("cabinet")
    return render(request, "controlled_drugs/count.html", context, status=422 if request.method == "POST" else 200)
