"""What a monitor's message means: numbers in columns, what is off, what is in doubt, and what could not be used.

Nothing is dropped in silence and nothing is guessed. An observation ends as a value, as "not measured", as unmapped
with its reason, or as a text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Literal, NamedTuple

from ebb.devices.columns import CUFF_COLUMNS, PLAUSIBLE
from ebb.devices.hl7 import Hl7Message
from ebb.devices.observations import Measurement, MessageContent, Unmapped, bed, content_of
from ebb.devices.times import parse_time
from ebb.devices.vocabulary.units import other_unit_fits

__all__ = ["Kind", "MonitorReading", "Unmapped", "read"]

Kind = Literal["vitals", "alert", "query", "other"]

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class MonitorReading(NamedTuple):
    """One message, understood.

    taken_at: when the charted numbers were taken by the device's clock, always with a zone; the latest if they differ.
    own_taken_at: of the columns whose number is older than that (a cuff repeats its last one for minutes), their time.
    values: charted columns; a column that is absent was not measured or not usable.
    probe_off: columns without a value of which the monitor says that they are not measured.
    doubtful: columns in `values` whose sensor the monitor reports in trouble.
    texts: what the monitor says in words: alarms, INOPs, notes.
    remarks: what had to be put right to read the message at all.
    training: the sender says that it is practice (MSH-11 is T).
    patient_ids: whom it says that its numbers are of (PID-3), in all its repetitions; mostly none, the bed stands for
    the patient.
    """

    kind: Kind
    bed: str
    taken_at: datetime | None
    values: dict[str, float]
    probe_off: frozenset[str]
    doubtful: frozenset[str]
    unmapped: tuple[Unmapped, ...]
    texts: tuple[str, ...]
    own_taken_at: dict[str, datetime]
    remarks: tuple[str, ...]
    training: bool = False
    patient_ids: tuple[str, ...] = ()


def read(message: Hl7Message, *, assume_tz: tzinfo) -> MonitorReading:
    """Read a message. assume_tz: the zone of times that name none. Never raises for what a monitor sends.

    The time is OBX-14, which is about the one number; else OBR-7, when the group was observed; else OBR-14, where some
    makers put the same; else MSH-7, when the message was made.
    """
    training, patient_ids = _whose(message)
    reading = _read(message, assume_tz)
    return reading._replace(training=training, patient_ids=patient_ids) if training or patient_ids else reading


def _read(message: Hl7Message, assume_tz: tzinfo) -> MonitorReading:
    message_type = message.header.message_type
    if message_type != "ORU":
        kind: Kind = "query" if message_type.startswith("Q") else "other"
        return _without_values(kind, message, _sent_at(message, assume_tz))
    content = content_of(message, assume_tz)
    if content.measurements:
        return _vitals(message, content, assume_tz)
    kind = "alert" if content.alerts else "vitals"
    taken_at = content.first_group_at or _sent_at(message, assume_tz)
    return _without_values(kind, message, taken_at, tuple(content.unmapped), tuple(content.texts))


def _without_values(
    kind: Kind,
    message: Hl7Message,
    taken_at: datetime | None,
    unmapped: tuple[Unmapped, ...] = (),
    texts: tuple[str, ...] = (),
) -> MonitorReading:
    none: frozenset[str] = frozenset()
    return MonitorReading(kind, bed(message), taken_at, {}, none, none, unmapped, texts, {}, message.remarks)


def _vitals(message: Hl7Message, content: MessageContent, assume_tz: tzinfo) -> MonitorReading:
    chosen: dict[str, Measurement] = {}
    rivals: dict[str, list[Measurement]] = {}
    off: list[Measurement] = []
    unmapped = content.unmapped
    for taken in content.measurements:
        column = taken.channel.column
        if taken.channel.term.sensor in content.sensors_off:
            taken.in_doubt = True
        if taken.number is None or (taken.number == 0 and taken.in_doubt):
            off.append(taken)
        elif reason := _unusable(taken):
            unmapped.append(taken.unmapped(reason))
            content.unusable.add(column)
        elif column in chosen:
            rivals.setdefault(column, [chosen[column]]).append(taken)
        else:
            chosen[column] = taken
    for column, candidates in rivals.items():
        best, refused = _choose(column, candidates)
        unmapped += refused
        if best is None:
            del chosen[column]
        else:
            chosen[column] = best
    lost = {taken.channel.column for taken in off} | content.unusable | rivals.keys()
    for column, reason in _torn_cuff(chosen.keys(), lost) or _upside_down(chosen):
        unmapped.append(chosen.pop(column).unmapped(reason))

    instants = {taken.taken_at for taken in chosen.values()}
    latest = _latest(instants) or _latest({taken.taken_at for taken in off})
    return MonitorReading(
        kind="vitals",
        bed=content.bed,
        taken_at=latest or content.first_group_at or _sent_at(message, assume_tz),
        values={column: _charted(taken) for column, taken in chosen.items()},
        probe_off=frozenset([taken.channel.column for taken in off if taken.channel.column not in chosen]),
        doubtful=frozenset([column for column, taken in chosen.items() if taken.in_doubt]),
        unmapped=tuple(unmapped),
        texts=tuple(content.texts),
        own_taken_at=_older(chosen, latest) if len(instants) > 1 else {},
        remarks=message.remarks,
    )


def _torn_cuff(charted: Collection[str], lost: Collection[str]) -> list[tuple[str, str]]:
    """The parts of a cuff reading that must not stand alone, and why: another part was sent and cannot be used.

    A pressure read together is judged together: 100 and 114 beside a systolic nobody could read is no reading.
    """
    missing = [column for column in CUFF_COLUMNS if column in lost and column not in charted]
    if not missing:
        return []
    reason = f"a cuff reading is charted whole or not at all; {' and '.join(missing)} cannot be used"
    return [(column, reason) for column in CUFF_COLUMNS if column in charted]


def _upside_down(chosen: Mapping[str, Measurement]) -> list[tuple[str, str]]:
    """The parts of a pressure whose systolic lies below its diastolic: nothing tells which of them is wrong."""
    found = []
    for way in ("nibp", "abp"):
        parts = [column for column in PLAUSIBLE if column.startswith(way) and column in chosen]
        if {f"{way}_sys_mmhg", f"{way}_dia_mmhg"} <= set(parts):
            sys, dia = _charted(chosen[f"{way}_sys_mmhg"]), _charted(chosen[f"{way}_dia_mmhg"])
            found += [(column, f"systolic {sys:g} is below diastolic {dia:g}") for column in parts if sys < dia]
    return found


def _latest(instants: set[datetime | None]) -> datetime | None:
    return max((at for at in instants if at is not None), default=None)


def _older(chosen: dict[str, Measurement], latest: datetime | None) -> dict[str, datetime]:
    return {column: at for column, taken in chosen.items() if (at := taken.taken_at) is not None and at != latest}


def _choose(column: str, candidates: list[Measurement]) -> tuple[Measurement | None, tuple[Unmapped, ...]]:
    """The one to chart, and the others that say something else, as unmapped with the reason.

    First the term that ranks best (pulse from the oximeter before the cuff's). Among equals the first channel, as told
    apart by their sub-ids (OBX-4). Of one channel the latest. Where one channel gives two numbers for one instant,
    none is charted: nothing tells which is right.
    """
    best_rank = min(taken.channel.term.rank for taken in candidates)
    ranked = [taken for taken in candidates if taken.channel.term.rank == best_rank]
    channel = [taken for taken in ranked if taken.sub_id == ranked[0].sub_id]
    newest = max(taken.taken_at or _LONG_AGO for taken in channel)
    latest = [taken for taken in channel if (taken.taken_at or _LONG_AGO) == newest]
    if len({_charted(taken) for taken in latest}) > 1:
        reason = f"{len(latest)} different numbers for {column} in one channel at one time"
        return None, tuple(taken.unmapped(reason) for taken in candidates)
    best = latest[0]
    best.in_doubt = any(taken.in_doubt for taken in latest)
    others = [taken for taken in candidates if _charted(taken) != _charted(best)]
    reason = f"{column} is charted as {_charted(best):g} from {best.channel.term.name} {best.sub_id}".rstrip()
    return best, tuple(taken.unmapped(reason) for taken in others)


def _charted(taken: Measurement) -> float:
    assert taken.number is not None
    return taken.channel.convert(taken.number)


def _unusable(taken: Measurement) -> str:
    """Why a number cannot be charted; empty when it can."""
    channel, number = taken.channel, taken.number
    assert number is not None
    lowest, highest = PLAUSIBLE[channel.column]
    value = channel.convert(number)
    if not lowest <= value <= highest:
        return f"{value:g} is impossible for {channel.column}; possible is {lowest:g} to {highest:g}"
    if not channel.unit_given and (other := other_unit_fits(channel.column, number)):
        return f"no unit is given, and {number:g} could also be {other}"
    return ""


_NOBODY = frozenset({"", '""'})


def _whose(message: Hl7Message) -> tuple[bool, tuple[str, ...]]:
    msh, pid = message.first("MSH"), message.first("PID")
    training = msh is not None and msh.raw(11)[:1].upper() == "T"
    if pid is None or not pid.raw(3):
        return training, ()
    ids = (pid.text(3, repetition=n + 1).strip() for n in range(len(pid.repetitions(3))))
    return training, tuple(one for one in ids if one not in _NOBODY)


def _sent_at(message: Hl7Message, assume_tz: tzinfo) -> datetime | None:
    msh = message.first("MSH")
    return parse_time(msh.text(7), assume_tz) if msh is not None else None
