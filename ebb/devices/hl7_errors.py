"""Why a payload is refused. Each message is a plain reason that can be sent back to the monitor.

Hl7Error
  NotHl7                 does not begin with MSH
  BadHeader              begins with MSH, but the header cannot be used
  UnknownCharacterSet    MSH-18 names a set we do not know
  BadSegment             a line that is no segment, or a second message in the same frame
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ebb.devices.hl7 import Header


class Hl7Error(Exception):
    """The payload is no HL7 v2 message we can take.

    `header` is there when the header itself could be read, so that the refusal can name the message.
    """

    def __init__(self, reason: str, header: Header | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.header = header


class NotHl7(Hl7Error):
    pass


class BadHeader(Hl7Error):
    pass


class UnknownCharacterSet(Hl7Error):
    pass


class BadSegment(Hl7Error):
    pass
