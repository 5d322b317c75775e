"""The answer a monitor waits for.

AA taken: say it only after the message is stored durably. AE failed, send it again. AR refused, do not send it again.
"""

from datetime import datetime

from ebb.devices.charsets import choose
from ebb.devices.hl7 import Header
from ebb.devices.separators import escape
from ebb.devices.times import format_time

CODES = ("AA", "AE", "AR")


def acknowledgement(header: Header | None, code: str, text: str, *, at: datetime, control_id: str) -> bytes:
    """An ACK as a payload, not yet framed. MSA-2 repeats the sender's MSH-10; without a header it is empty.

    text: a plain reason, empty for AA. control_id: our own MSH-10. Raises ValueError for another code, or an `at`
    without zone.
    """
    if code not in CODES:
        raise ValueError(f"{code!r} is no acknowledgement code; use AA, AE or AR")
    receiver, facility, trigger, version, answered, charset = "", "", "", "", "", ""
    if header is not None:
        receiver, facility = _escaped(header.sending_application), _escaped(header.sending_facility)
        trigger, version = escape(header.trigger), escape(header.version)
        answered, charset = escape(header.control_id), header.charset
    reason = f"|{escape(text)}" if text else ""
    msa = f"MSA|{code}|{answered}{reason}\r"
    declared, codec = choose(receiver + facility + msa, charset)
    msh = (
        f"MSH|^~\\&|EBB||{receiver}|{facility}|{format_time(at)}||{_message_type(trigger)}|{escape(control_id)}|P"
        f"|{version or '2.6'}||||||{escape(declared)}\r"
    )
    return (msh + msa).encode(codec, "replace")


def _message_type(trigger: str) -> str:
    return f"ACK^{trigger}^ACK" if trigger else "ACK"


def _escaped(joined: str) -> str:
    return "^".join(map(escape, joined.split("^")))
