"""Forms that act carry a key, so that a double tap, the back button or a retry does not act twice."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils import timezone

from ebb.clinic.lib.models import Submission

View = Callable[..., HttpResponse]

REDIRECTS = (302, 303)
SENT_BEFORE = (
    "This form was sent before, in another name or from another page. What was recorded then stands; nothing was "
    "recorded now. Open the page again to see it."
)


def new_key() -> UUID:
    """A key for a form about to be shown."""
    return uuid4()


def acts(view: View) -> View:
    """Let a view act once for each key its form carries.

    A POST runs in one transaction together with its key. When the view redirects, facts and key are committed as
    one; when it shows its form again, nothing is. A key seen before is answered with the first outcome.
    """

    @wraps(view)
    def once(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        key = _key(request)
        if key is None:
            return HttpResponseBadRequest("This form has lost its key. Open the page again; nothing was recorded.")
        earlier = _outcome(key, request)
        if earlier is not None:
            return earlier
        try:
            with transaction.atomic():
                return _run_and_keep(view, request, key, args, kwargs)
        except IntegrityError:
            earlier = _outcome(key, request)
            if earlier is None:
                raise
            return earlier

    return once


def _run_and_keep(view: View, request: HttpRequest, key: UUID, args: tuple, kwargs: dict) -> HttpResponse:
    submission = Submission.objects.create(
        key=key, path=request.path, user_id=getattr(request.user, "pk", None), at=timezone.now()
    )
    response = view(request, *args, **kwargs)
    if response.status_code in REDIRECTS:
        submission.outcome = response["Location"]
        submission.save(update_fields=["outcome"])
    else:
        transaction.set_rollback(True)
    return response


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def _outcome(key: UUID, request: HttpRequest) -> HttpResponse | None:
    """The first answer to this key, to the same person on the same page; another's key is refused."""
    submission = Submission.objects.filter(pk=key).first()
    if submission is None:
        return None
    if submission.user_id != getattr(request.user, "pk", None) or submission.path != request.path:
        return HttpResponseBadRequest(SENT_BEFORE)
    return HttpResponseRedirect(submission.outcome)
