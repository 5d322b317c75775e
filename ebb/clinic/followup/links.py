"""The signed address of a diary. It carries the link's id; whether it still opens is asked of the rows each time.

LinkShut        the diary does not open
  LinkUnknown   nobody here signed this address
  LinkExpired   its time is over
  LinkClosed    the clinic closed it
"""

from datetime import datetime

from django.core import signing

from ebb.clinic.followup.models import DiaryLink

SIGNER = signing.Signer(salt="ebb.followup.diary")


class LinkShut(Exception):
    """The diary does not open from this address."""


class LinkUnknown(LinkShut):
    """Nobody here signed this address; it may have been copied in part."""


class LinkExpired(LinkShut):
    """Its time is over."""


class LinkClosed(LinkShut):
    """The clinic closed it."""


def token_of(link: DiaryLink) -> str:
    """What stands in the address of this link's diary; the same each time, so that it can be read out and compared."""
    return SIGNER.sign_object(str(link.pk))


def link_of(token: str, at: datetime) -> DiaryLink:
    """The link behind an address, open at `at`. One query. Raises LinkShut."""
    try:
        key = SIGNER.unsign_object(token)
    except signing.BadSignature as error:
        raise LinkUnknown from error
    link = DiaryLink.objects.select_related("patient__site", "closed").filter(pk=key).first()
    if link is None:
        raise LinkUnknown
    if hasattr(link, "closed"):
        raise LinkClosed
    if at >= link.expires_at:
        raise LinkExpired
    return link
