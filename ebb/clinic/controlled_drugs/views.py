from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ebb.clinic.controlled_drugs import actions
from ebb.clinic.controlled_drugs.forms import FirstCountForm, SecondCountForm
from ebb.clinic.controlled_drugs.models import LedgerLine
from ebb.clinic.lib.keys import acts
from ebb.clinic.people.access import allowed
from ebb.clinic.people.models import Role, User
from ebb.pathway.findings import refusal_in

FIRST_COUNT = "first_count"


@allowed(Role.CUSTODIAN, Role.AUDITOR)
def cabinet(request: HttpRequest) -> HttpResponse:
    """What stands in the cabinet of this site, line by line."""
    return render(request, "controlled_drugs/cabinet.html", {"lines": LedgerLine.objects.at(request.site)[:200]})


@allowed(Role.CUSTODIAN)
@acts
def count(request: HttpRequest) -> HttpResponse:
    """The first of two people counts the vials of one lot. Nothing is recorded yet."""
    form = FirstCountForm(request.site, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        witness = str(form.cleaned_data["witness"].pk)
        request.session[FIRST_COUNT] = form.counted | {"lot": form.cleaned_data["lot"], "witness": witness}
        return redirect("cabinet-second-count")
    status = 422 if request.method == "POST" else 200
    return render(request, "controlled_drugs/count.html", {"form": form}, status=status)


@allowed(Role.CUSTODIAN)
@acts
def second_count(request: HttpRequest) -> HttpResponse:
    """The second person counts the same lot on a page that shows no number; two counts that agree are recorded.

    Whatever is refused is counted anew by both.
    """
    first = request.session.get(FIRST_COUNT)
    if first is None:
        return redirect("cabinet-count")
    witness = User.objects.get(pk=first["witness"])
    form = SecondCountForm(witness, request.POST or None)
    context: dict[str, object] = {"form": form, "lot": first["lot"], "witness": witness}
    if request.method == "POST" and form.is_valid():
        del request.session[FIRST_COUNT]
        context["again"] = True
        with refusal_in(context):
            actions.require_same_count(first, form.counted)
            values = {name: form.cleaned_data[name] for name in actions.COUNTED}
            people = {"by": request.user.pk, "witness": witness.pk}
            actions.count_opening(site=request.site, lot=first["lot"], **values, **people, at=timezone.now())
            return redirect("cabinet")
    status = 422 if request.method == "POST" else 200
    return render(request, "controlled_drugs/second_count.html", context, status=status)
