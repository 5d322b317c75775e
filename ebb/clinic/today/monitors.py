"""The monitors of a site: which chair each speaks for, which speak for none, and what could not be understood."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ebb.clinic.lib.keys import acts
from ebb.clinic.people.access import allowed
from ebb.clinic.people.models import CLINICAL, Chair, Role, Site
from ebb.clinic.vitals.actions import bind_monitor
from ebb.clinic.vitals.models import Message
from ebb.pathway.findings import Refused

SINCE = timedelta(hours=24)
LAST_MESSAGES = 20_000
MOST_REASONS = 20


class BindForm(forms.Form):
    chair = forms.ModelChoiceField(label=_("Chair"), queryset=Chair.objects.none())
    bed = forms.CharField(label=_("What its monitor calls itself"), max_length=80, required=False)

    def __init__(self, site: Site, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = site.chairs.order_by("name")


@allowed(*CLINICAL, Role.ADMINISTRATOR)
@acts
def monitors(request: HttpRequest) -> HttpResponse:
    """Bind a monitor to a chair by its bed label, or take it away with an empty one."""
    form = BindForm(request.site, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            bind_monitor(**form.cleaned_data, by=request.user.pk, at=timezone.now())
            return redirect("monitors")
        except Refused as refused:
            form.add_error("bed", str(refused))
    now = timezone.now()
    context = {
        "form": form,
        "chairs": [(chair, clock_words(chair.clock_behind_s)) for chair in with_clocks(request.site)],
        "beds": Message.objects.unassigned_beds(since=now - SINCE),
        "reasons": Counter(not_understood(now)).most_common(MOST_REASONS),
    }
    return render(request, "today/monitors.html", context, status=422 if form.errors else 200)


def with_clocks(site: Site) -> models.QuerySet[Chair]:
    """The chairs with how far the clock of each monitor is known to be behind ours. One query."""
    latest = Message.objects.filter(chair=models.OuterRef("pk")).order_by("-id").values("clock_behind_s")[:1]
    return site.chairs.annotate(clock_behind_s=models.Subquery(latest)).order_by("name")


def clock_words(behind_s: float | None) -> str:
    """Such as `its clock is 3600 s behind`; nothing while it goes with ours."""
    if behind_s is None:
        return ""
    way = _("its clock is {seconds} s behind") if behind_s > 0 else _("its clock is {seconds} s ahead")
    return way.format(seconds=round(abs(behind_s)))


def not_understood(now: datetime) -> Iterator[tuple[str, str]]:
    """Bed and reason of what the latest messages of the last day held that was kept raw and not charted."""
    newest = Message.objects.order_by("-id").values_list("id", flat=True).first() or 0
    recent = Message.objects.filter(id__gt=newest - LAST_MESSAGES, received_at__gte=now - SINCE)
    kept = models.Q(kind=Message.Kind.UNREADABLE) | models.Q(not_present__isnull=False)
    for bed, reason in recent.filter(kept).values_list("bed", "reason"):
        yield bed, reason
    for bed, unmapped in recent.filter(unmapped__isnull=False).values_list("bed", "unmapped"):
        for one in unmapped:
            yield bed, f"{one['name'] or one['code']}: {one['reason']}"
