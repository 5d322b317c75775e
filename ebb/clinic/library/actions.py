"""The release of texts that patients sign."""

from datetime import datetime
from importlib.resources import files
from uuid import UUID

from django.db import transaction

from ebb.clinic.library.models import ConsentText
from ebb.clinic.people.models import Site
from ebb.clinic.record.actions import write_entry


def first_consent_text() -> dict[str, str]:
    """Title and body of the text that comes with Ebb, for a new clinic's medical director to read and release."""
    title, _, body = (files("ebb.clinic.library") / "texts" / "consent.txt").read_text(encoding="utf-8").partition("\n")
    return {"title": title.strip(), "body": body.strip()}


class ReleasedAlready(Exception):
    """The version in force says the same, word for word; a new one would ask every patient again for nothing."""


@transaction.atomic
def release_consent_text(*, site: Site, title: str, body: str, by: UUID, at: datetime) -> ConsentText:
    """Put a text in force from now on. Whoever signed an older version is asked again before the next infusion."""
    current = ConsentText.objects.current()
    if current is not None and (current.title, current.body) == (title, body):
        raise ReleasedAlready
    version = 1 if current is None else current.version + 1
    text = ConsentText.objects.create(version=version, title=title, body=body, released_at=at, by=by)
    write_entry(chain=site.pk, verb="consent text released", facts=[text], by=by, at=at)
    return text
