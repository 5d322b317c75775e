"""One pass over a message's segments: what each OBX and NTE says, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import lru_cache

from ebb.devices.hl7 import Hl7Message, Segment
from ebb.devices.not_measured import NOT_MEASURED, number_or_gap, reports_apnoea, reports_trouble, sensors_named
from ebb.devices.separators import Separators
from ebb.devices.times import parse_time
from ebb.devices.vocabulary.matching import MatchedTerm, Unmatched, match
from ebb.devices.vocabulary.terms import Sensor

_WAVEFORM_TYPES = frozenset({"NA", "MA", "CD"})
_RESULT_STATUSES = frozenset({"", "R", "F", "P", "C", "S", "U"})
_BLANK = [""] * 15
_ELSEWHERE = "it stands under a second bed or patient; send one bed a message"
_LONGEST_SHOWN = 120
# No number and no text a person reads is longer; a megabyte in one field must not hold up the other beds.
_LONGEST_READ = 1000


@dataclass(frozen=True, slots=True)
class Unmapped:
    """An observation that was sent and is not charted, as it was sent, and why."""

    code: str
    name: str
    value: str
    unit: str
    reason: str


@dataclass(slots=True)
class Measurement:
    """A number, or its absence (None), in a channel we know.

    in_doubt: a text beside it says that it is not well measured.
    """

    channel: MatchedTerm
    number: float | None
    raw: str
    sub_id: str
    taken_at: datetime | None
    in_doubt: bool = False

    def unmapped(self, reason: str) -> Unmapped:
        return Unmapped(self.channel.code, self.channel.name, short(self.raw), self.channel.unit, reason)


@dataclass(slots=True)
class MessageContent:
    """Everything a message says, in order. `texts` is a dict for its keys: each text once, in order. `unusable` are
    columns of which something was sent that cannot be used."""

    separators: Separators
    assume_tz: tzinfo
    in_alarm: bool
    measurements: list[Measurement] = field(default_factory=list)
    unmapped: list[Unmapped] = field(default_factory=list)
    texts: dict[str, None] = field(default_factory=dict)
    sensors_off: set[Sensor] = field(default_factory=set)
    unusable: set[str] = field(default_factory=set)
    alerts: int = 0
    group_at: datetime | None = None
    first_group_at: datetime | None = None
    bed: str = ""
    elsewhere: bool = False
    _alarm_message: bool = False
    _patients: int = 0
    _visits: int = 0
    _latest: Measurement | None = None
    _time_text: str = ""
    _time: datetime | None = None

    def request(self, obr: Segment) -> None:
        """An OBR opens a group: its time stands for observations without their own.

        OBR-7 is when it was observed; OBR-14, when a specimen was received, is where some makers put the same.
        """
        self.group_at = parse_time(obr.text(7), self.assume_tz) or parse_time(obr.text(14), self.assume_tz)
        self.first_group_at = self.first_group_at or self.group_at
        self.in_alarm = self._alarm_message or _is_alarm_group(obr)
        self._latest = None

    def patient(self) -> None:
        """A PID opens a patient; a second one is another until a PV1 names the same bed."""
        self.elsewhere = self._patients > 0
        self._patients += 1

    def visit(self, pv1: Segment) -> None:
        """The first PV1 names the bed of the message; what follows another bed is never charted in this one."""
        bed = bed_of(pv1)
        if not self._visits:
            self.bed = bed
        self.elsewhere = bed != self.bed
        self._visits += 1

    def note(self, nte: Segment) -> None:
        """An NTE speaks of the observation before it."""
        if self.elsewhere:
            self._refuse(Unmatched("NTE", "", "", ""), nte.raw(3)[:_LONGEST_READ], _ELSEWHERE)
            return
        text = self._keep_text(nte.raw(3))
        if text and reports_trouble(text):
            if self._latest is not None:
                self._latest.in_doubt = True
            else:
                self.sensors_off |= sensors_named(text)

    def observation(self, obx: Segment) -> None:
        fields = obx.fields
        if len(fields) < 15:
            fields = fields + _BLANK[len(fields) :]
        _, _, value_type, identifier, sub_id, raw, unit = fields[:7]
        raw = raw[:_LONGEST_READ]
        self._latest = None
        if self.elsewhere:
            self._refuse(match(identifier, unit, self.separators), raw, _ELSEWHERE)
            return
        if self.in_alarm or "MDIL-ALERT" in identifier:
            self._alert(obx, raw)
            return
        found = match(identifier, unit, self.separators)
        if value_type in _WAVEFORM_TYPES:
            self._refuse(found, raw, "a waveform; curves are not charted")
        elif isinstance(found, Unmatched):
            self._unmatched(found, raw, value_type)
        else:
            self._measure(found, fields, sub_id, raw)

    def _measure(self, channel: MatchedTerm, fields: list[str], sub_id: str, raw: str) -> None:
        status, flags = fields[11], fields[8][:_LONGEST_READ]
        number = number_or_gap(raw, self.separators)
        if status == "X":
            number = NOT_MEASURED
        elif status not in _RESULT_STATUSES:
            self._refuse(channel, raw, f"its status (OBX-11) is {short(status)}, which is no result")
            return
        if number is None:
            self._refuse(channel, raw, "the value is no number we understand")
            return
        value = number if isinstance(number, float) else None
        taken = Measurement(channel, value, raw, sub_id, self._time_of(fields[14]))
        self.measurements.append(taken)
        self._latest = taken
        if flags and reports_trouble(self.separators.unescape(flags)):
            taken.in_doubt = True
            self._keep_text(flags)
        if value is None and raw and reports_trouble(self.separators.unescape(raw)):
            # A text in the number's place; a number of the same sensor elsewhere is no better.
            self.sensors_off.add(channel.term.sensor)
            self._keep_text(raw)

    def _unmatched(self, found: Unmatched, raw: str, value_type: str) -> None:
        text = self.separators.unescape(raw).strip()
        if not text or text == '""':
            # A device or channel row, or an empty slot: nothing was observed, so nothing is lost.
            return
        if value_type in ("TX", "FT", "ST") and reports_trouble(text):
            self.sensors_off |= sensors_named(text)
            self._keep_text(raw)
        elif value_type in ("TX", "FT", "ST") and reports_apnoea(text):
            self._keep_text(raw)
        elif found.name.startswith("MDC_ATTR_"):
            self._refuse(found, raw, "describes another observation")
        else:
            self._refuse(found, raw, found.reason)

    def _alert(self, obx: Segment, raw: str) -> None:
        self.alerts += 1
        name = obx.text(3, 2) or obx.text(3)
        spaced = raw.replace(self.separators.component, " ") if self.separators.component else raw
        text = " ".join(self.separators.unescape(spaced).split())
        if not text or text == '""':
            return
        inop = reports_trouble(text) or "inop" in name.casefold()
        if inop:
            self.sensors_off |= sensors_named(text) or sensors_named(name)
        if "MDIL-ALERT" in obx.raw(3):
            self.texts[short(text)] = None
        else:
            unit = obx.text(6, 2) or obx.text(6)
            self.texts[short(" ".join(part for part in (name, text, unit) if part))] = None

    def _refuse(self, found: MatchedTerm | Unmatched, raw: str, reason: str) -> None:
        value = short(self.separators.unescape(raw))
        if not self.elsewhere:
            self.unusable.add(found.column)
        self.unmapped.append(Unmapped(short(found.code), short(found.name), value, short(found.unit), short(reason)))

    def _keep_text(self, raw: str) -> str:
        text = short(" ".join(self.separators.unescape(raw[:_LONGEST_READ]).split()))
        if text:
            self.texts[text] = None
        return text

    def _time_of(self, text: str) -> datetime | None:
        """OBX-14 is about the one number, so it comes before the group's time."""
        if not text:
            return self.group_at
        if text != self._time_text:
            self._time_text, self._time = text, parse_time(text, self.assume_tz)
        return self._time or self.group_at


def short(text: str) -> str:
    """Enough of it to recognise; the message itself is kept whole elsewhere."""
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def content_of(message: Hl7Message, assume_tz: tzinfo) -> MessageContent:
    alarm = message.header.trigger == "R40"
    content = MessageContent(message.separators, assume_tz, in_alarm=alarm, _alarm_message=alarm)
    for segment in message.segments:
        name = segment.fields[0]
        if name == "OBX":
            content.observation(segment)
        elif name == "OBR":
            content.request(segment)
        elif name == "NTE":
            content.note(segment)
        elif name == "PV1":
            content.visit(segment)
        elif name == "PID":
            content.patient()
    return content


def _is_alarm_group(obr: Segment) -> bool:
    service = obr.raw(4)
    return service == "ALARM" or "MDC_EVT_ALARM" in service or "MDIL-ALERT" in service


def bed(message: Hl7Message) -> str:
    """The bed of the first PV1; empty when there is none."""
    visit = message.first("PV1")
    return bed_of(visit) if visit is not None else ""


def bed_of(visit: Segment) -> str:
    """The bed of a PV1 as a person would say it; empty when the monitor names none.

    PV1-3 is ward ^ room ^ bed, but makers put the bed's label in any of the three. The narrowest that is filled is
    taken: bed, else room, else ward; a monitor that fills both ward and bed shares its ward with all its neighbours.
    Of a component with sub-components (`Chair 4&0&1`) the first filled one counts. Two rooms that both call a bed `1`
    look alike here and need distinct labels at the monitor.
    """
    location = visit.raw(3)
    return (_bed_in if len(location) <= _LONGEST_REMEMBERED else _bed_in.__wrapped__)(location, visit.separators)


# Bounds what a sender of ever new places can make us hold.
_LONGEST_REMEMBERED = 200


@lru_cache(maxsize=1024)
def _bed_in(location: str, separators: Separators) -> str:
    first, *_ = separators.split_repetitions(location)
    ward_room_bed = separators.split_components(first)[:3]
    return next((label for place in reversed(ward_room_bed) if (label := _label(place, separators))), "")


def _label(place: str, separators: Separators) -> str:
    words = (" ".join(separators.unescape(leaf).split()) for leaf in separators.split_subcomponents(place))
    return next((label for label in words if any(map(str.isalnum, label))), "")
