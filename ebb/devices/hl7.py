"""A strict splitter for HL7 v2: bytes to segments, fields and components.

Strict about structure (a line that is no segment refuses the message, since a lost line is a lost reading), lenient
about what many makers do: CR, LF or CR LF after a segment, any declared separators, text in another character set
than promised. It knows no message type; `readings` does. Each error's text is a plain reason that can be sent back:

Hl7Error
  NotHl7                 does not begin with MSH
  BadHeader              begins with MSH, but the header cannot be used
  UnknownCharacterSet    MSH-18 names a set we do not know
  BadSegment             a line that is no segment, or a second message in the same frame
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import NamedTuple

from ebb.devices.charsets import decode, is_known
from ebb.devices.separators import STANDARD, Separators
from ebb.devices.times import parse_time


class Header(NamedTuple):
    """What MSH says. Absent fields are empty strings.

    `sent_at` is None when MSH-7 is empty, names no minute, or lacks a zone and `parse` was given none to assume.
    """

    control_id: str
    sending_application: str
    sending_facility: str
    message_type: str
    trigger: str
    version: str
    charset: str
    sent_at: datetime | None


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


@dataclass(slots=True)
class Segment:
    """One line. `fields[n]` is field n as it was sent, in HL7's numbering; `fields[0]` is the name."""

    fields: list[str]
    separators: Separators

    @property
    def name(self) -> str:
        return self.fields[0]

    def raw(self, field: int) -> str:
        """The field as it was sent; empty when the segment ends before it."""
        return self.fields[field] if field < len(self.fields) else ""

    def repetitions(self, field: int) -> list[str]:
        """The field's repetitions, each as it was sent."""
        return self.separators.split_repetitions(self.raw(field))

    def components(self, field: int, repetition: int = 1) -> list[str]:
        """The components of one repetition, each as it was sent; always at least one."""
        return self.separators.split_components(_nth(self.repetitions(field), repetition))

    def text(self, field: int, component: int = 1, subcomponent: int = 1, repetition: int = 1) -> str:
        """One leaf, unescaped; empty when it is not there. All counts begin at 1, as in HL7."""
        leaves = self.separators.split_subcomponents(_nth(self.components(field, repetition), component))
        return self.separators.unescape(_nth(leaves, subcomponent))

    def whole_text(self, field: int) -> str:
        """The first repetition, each component unescaped, joined by `^` whatever separator was declared."""
        return "^".join(map(self.separators.unescape, self.components(field)))


@dataclass(slots=True)
class Hl7Message:
    """A split message. `remarks` are what had to be put right to read it."""

    header: Header
    segments: list[Segment]
    separators: Separators
    remarks: tuple[str, ...] = ()

    def all(self, name: str) -> list[Segment]:
        return [segment for segment in self.segments if segment.fields[0] == name]

    def first(self, name: str) -> Segment | None:
        return next((segment for segment in self.segments if segment.fields[0] == name), None)


def parse(payload: bytes, *, assume_tz: tzinfo | None = None) -> Hl7Message:
    """Split one payload. Raises an Hl7Error, which carries the header where that could still be read.

    assume_tz: the zone of a sending time that names none; without it such a `header.sent_at` is None.
    """
    text, remark = _text(payload)
    lines = text.replace("\r\n", "\r").replace("\n", "\r").split("\r") if "\n" in text else text.split("\r")
    msh = _split_header(lines[0])
    separators = msh.separators
    header = _header(msh, assume_tz)
    if not is_known(header.charset):
        raise UnknownCharacterSet(
            f"MSH-18 names the character set {header.charset[:40]!r}; send UNICODE UTF-8, 8859/1 or ASCII", header
        )
    segments = [msh]
    mark = separators.field
    for line in lines[1:]:
        if not line:
            continue
        fields = line.split(mark)
        if fields[0] not in _SEEN_OFTEN:
            _check_name(fields[0], header)
        segments.append(Segment(fields, separators))
    return Hl7Message(header, segments, separators, (remark,) if remark else ())


_SEEN_OFTEN = frozenset({"PID", "PV1", "ORC", "OBR", "OBX", "NTE", "EVN", "QPD", "QRD", "RCP"})


def _text(payload: bytes) -> tuple[str, str]:
    if payload.startswith((b"\xff\xfe", b"\xfe\xff", b"M\0S\0H", b"\0M\0S\0H")):
        return _sixteen_bit_text(payload), ""
    payload = payload.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if not payload.startswith(b"MSH"):
        raise NotHl7(f"the message begins with {payload[:8]!r}; an HL7 v2 message begins with MSH")
    declared = "" if payload.isascii() else _split_header(_first_line(payload).decode("latin-1")).text(18)
    return decode(payload, declared)


def _first_line(payload: bytes) -> bytes:
    line = payload.partition(b"\r")[0]
    return line.partition(b"\n")[0]


def _sixteen_bit_text(payload: bytes) -> str:
    codec = "utf-16" if payload[0] >= 0xFE else "utf-16-be" if payload[0] == 0 else "utf-16-le"
    try:
        text = payload.decode(codec)
    except UnicodeDecodeError:
        raise NotHl7("the message begins as 16-bit Unicode but does not go on so; send UNICODE UTF-8") from None
    if not text.startswith("MSH"):
        raise NotHl7("the message is 16-bit Unicode and does not begin with MSH")
    return text


def _split_header(line: str) -> Segment:
    separators = _separators(line)
    # MSH-1 is the separator itself, so a plain split counts one short from there on.
    return Segment(["MSH", *line[3:4], *line[4:].split(separators.field)], separators)


def _separators(line: str) -> Separators:
    mark = line[3:4]
    if not _is_mark(mark):
        raise BadHeader(f"MSH-1 is {mark!r}; the field separator is one mark, usually |")
    declared = line[4:].partition(mark)[0]
    if declared == "^~\\&" and mark == "|":
        return STANDARD
    if not (1 <= len(declared) <= 5 and all(map(_is_mark, declared)) and len(set(declared)) == len(declared)):
        raise BadHeader(f"MSH-2 is {declared[:20]!r}; it names one to five different marks, usually ^~\\&")
    component, repetition, escape, subcomponent, truncation = [*declared, "", "", "", ""][:5]
    return Separators(mark, component, repetition, escape, subcomponent, truncation)


def _is_mark(character: str) -> bool:
    return character.isascii() and character.isprintable() and not character.isalnum() and bool(character)


def _header(msh: Segment, assume_tz: tzinfo | None) -> Header:
    lasting = (msh.raw(3), msh.raw(4), msh.raw(9), msh.raw(12), msh.raw(18))
    if not msh.raw(9):
        raise BadHeader("MSH-9, the message type, is missing")
    short = sum(map(len, lasting)) <= _LONGEST_REMEMBERED
    header = (_lasting if short else _lasting.__wrapped__)(lasting, msh.separators)
    return header._replace(control_id=msh.separators.unescape(msh.raw(10)), sent_at=parse_time(msh.text(7), assume_tz))


# Bounds what a sender of ever new headers can make us hold.
_LONGEST_REMEMBERED = 300


@lru_cache(maxsize=512)
def _lasting(fields: tuple[str, ...], separators: Separators) -> Header:
    """The header of MSH-3, 4, 9, 12 and 18, which a monitor repeats in each message, without number and time."""
    msh = Segment([*fields], separators)
    kind = msh.components(2)
    return Header(
        control_id="",
        sending_application=msh.whole_text(0),
        sending_facility=msh.whole_text(1),
        message_type=kind[0],
        trigger=kind[1] if len(kind) > 1 else "",
        version=msh.text(3),
        charset=msh.text(4),
        sent_at=None,
    )


def _check_name(name: str, header: Header) -> None:
    if name == "MSH":
        raise BadSegment("a second MSH stands in the same frame; send one message a frame", header)
    if not (len(name) == 3 and name.isascii() and name.isalnum() and name.isupper() and name[0].isalpha()):
        raise BadSegment(f"a line begins with {name[:20]!r}; a segment begins with its three-letter name", header)


def _nth(parts: list[str], number: int) -> str:
    return parts[number - 1] if number <= len(parts) else ""
