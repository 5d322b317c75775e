from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ebb.clinic.library.models import ConsentText
from ebb.clinic.library.reading import blocks
from ebb.clinic.people.access import staff_only


@staff_only
def consent_text(request: HttpRequest, version: int) -> HttpResponse:
    """One released version, in force or not."""
    text = get_object_or_404(ConsentText, version=version)
    context = {"text": text, "blocks": list(blocks(text.body)), "current": ConsentText.objects.current()}
    return render(request, "library/consent_text.html", context)
