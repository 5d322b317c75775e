"""After how long a high alarm that nobody answers goes on to the next people: the site's own time."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ebb.clinic.lib.keys import acts
from ebb.clinic.people.access import allowed
from ebb.clinic.people.actions import set_pass_alarms_on
from ebb.clinic.people.models import Role
from ebb.pathway.alarms.passing_on import LONGEST_S, PASS_ON_AFTER_S, SHORTEST_S


class PassingOnForm(forms.Form):
    after_s = forms.IntegerField(
        label=gettext_lazy("Seconds without an answer"), min_value=SHORTEST_S, max_value=LONGEST_S
    )


@allowed(Role.MANAGER, Role.ADMINISTRATOR)
@acts
def passing_on(request: HttpRequest) -> HttpResponse:
    """Set the time; the change is an entry in the site's record."""
    present = request.site.pass_alarms_on_after_s or PASS_ON_AFTER_S
    form = PassingOnForm(request.POST or None, initial={"after_s": present})
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "present": present, "usual": PASS_ON_AFTER_S}
        return render(request, "today/passing_on.html", context, status=422 if form.is_bound else 200)
    set_pass_alarms_on(site=request.site, **form.cleaned_data, by=request.user.pk, at=timezone.now())
    messages.success(request, _("High alarms go on after %(after_s)s s without an answer.") % form.cleaned_data)
    return redirect("today")
