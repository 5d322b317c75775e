from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ebb.clinic.lib.keys import acts
from ebb.clinic.library import actions
from ebb.clinic.library.forms import ReleaseForm
from ebb.clinic.library.models import ConsentText
from ebb.clinic.library.reading import blocks
from ebb.clinic.people.access import allowed, staff_only
from ebb.clinic.people.models import Role, actor_name


@staff_only
def consent_text(request: HttpRequest, version: int) -> HttpResponse:
    """One released version, in force or not."""
    text = get_object_or_404(ConsentText, version=version)
    context = {"text": text, "blocks": list(blocks(text.body)), "current": ConsentText.objects.current()}
    return render(request, "library/consent_text.html", context | {"author": actor_name(text.by)})


@allowed(Role.MANAGER)
@acts
def consent_texts(request: HttpRequest) -> HttpResponse:
    """Every version of the consent text, and the form that releases the next one."""
    current = ConsentText.objects.current()
    present = {"title": current.title, "body": current.body} if current else {}
    form = ReleaseForm(request.user, request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():
        try:
            who = {"site": request.site, "by": request.user.pk, "at": timezone.now()}
            text = actions.release_consent_text(**form.action_arguments(), **who)
        except actions.ReleasedAlready:
            form.add_error("body", _("This is the version in force, word for word. Change it before it is released."))
        else:
            return redirect("consent-text", text.version)
    context = {"form": form, "current": current, "texts": ConsentText.objects.order_by("-version")}
    return render(request, "library/consent_texts.html", context, status=422 if request.method == "POST" else 200)
