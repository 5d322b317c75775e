from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ebb.clinic.demo.people import BY_USERNAME
from ebb.clinic.lib.access import public
from ebb.clinic.lib.models import Installation
from ebb.clinic.people.models import User


@public
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Come in as one of the demonstration's own people, without a password. Only a demonstration has this page."""
    username = request.POST.get("username", "")
    if not Installation.is_demo() or username not in BY_USERNAME:
        raise Http404
    user = get_object_or_404(User, username=username, is_active=True)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    onward = request.POST.get("next", "")
    ours = bool(onward) and url_has_allowed_host_and_scheme(onward, allowed_hosts=None)
    return redirect(onward if ours else "today")
