"""One alarm machine: a recording gives the same steps to `ebb alarms`, to a live chair, and replayed to one."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import pytest

from ebb.clinic.gateway.incoming import understand
from ebb.clinic.gateway.management.commands.replay import message_of
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests import journey
from ebb.clinic.vitals.models import AlarmChange, Message
from ebb.clinic.vitals.tests.rows import columns_of
from ebb.clinic.watch.watch import Watch
from ebb.devices.columns import COLUMNS
from ebb.pathway.alarms import limits_for
from ebb.pathway.alarms_command import START, samples, transitions
from ebb.recording import RecordingRow, rows

HEAD = "time_s,hr,spo2,rr,etco2,sbp,dbp,nbp_sys,nbp_dia,nbp_mean"
CALM = {"hr": "72", "spo2": "97", "rr": "14", "etco2": "38", "sbp": "128", "dbp": "76"}
Step = tuple[float, str, str, str, str, str, float | None]
Sent = Callable[[RecordingRow, Infusion, datetime], Message]


def recording(seconds: int, *changes: tuple[range, dict[str, str]]) -> list[str]:
    """A calm patient once a second, but for these seconds."""
    lines = [HEAD]
    for second in range(seconds):
        shown = dict(CALM)
        for during, columns in changes:
            if second in during:
                shown |= columns
        lines.append(",".join([str(second), *(shown.get(column, "") for column in HEAD.split(",")[1:])]))
    return lines


CRISIS = {"nbp_sys": "190", "nbp_dia": "112", "nbp_mean": "138"}
RECORDINGS = {
    "a steady crisis, a low saturation, asystole": recording(
        65, (range(65), CRISIS), (range(10, 30), {"spo2": "91"}), (range(30, 45), {"spo2": "84.5"}),
        (range(20, 30), {"hr": "0"}),
    ),
    "a crisis measured twice, a probe off, apnoea": recording(
        50, (range(5, 6), CRISIS), (range(40, 41), CRISIS), (range(3, 24), {"spo2": "0"}),
        (range(10, 45), {"rr": "0", "etco2": "0"}),
    ),
    "a crisis that was none, an arterial line": recording(
        40, (range(5, 30), CRISIS), (range(30, 40), CRISIS | {"nbp_sys": "141"}),
        (range(10, 30), {"sbp": "184", "dbp": "111"}),
    ),
}  # fmt: skip


def charted(row: RecordingRow, infusion: Infusion, at: datetime) -> Message:
    """As a live monitor's numbers stand in the table."""
    off = sorted(column for column, number in row.values.items() if number is None)
    numbers = {column: number for column, number in row.values.items() if number is not None}
    stored = columns_of(at, infusion.chair, infusion.patient_id) | numbers
    return Message.objects.create(**stored | {"probe_off": " ".join(off)})


def replayed(row: RecordingRow, infusion: Infusion, at: datetime) -> Message:
    """As `ebb replay` sends it and the gateway understands it."""
    payload = message_of(row, bed=infusion.chair.bed, taken_at=at, dialect="mdc", control_id=f"{row.line}")
    item = understand(payload, peer="test", at=at, assume_tz=UTC)
    numbers = {column: item.values.get(column) for column in COLUMNS}
    read = {"probe_off": item.probe_off, "doubtful": item.doubtful, "texts": item.texts, "taken_at": item.taken_at}
    stored = columns_of(at, infusion.chair, infusion.patient_id) | numbers | read
    return Message.objects.create(**stored | {"nibp_taken_at": item.nibp_taken_at})


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [charted, replayed])
@pytest.mark.parametrize("lines", RECORDINGS.values(), ids=RECORDINGS.keys())
def test_a_recording_gives_the_same_steps_live_replayed_and_by_command(cast, at, lines: list[str], sent: Sent) -> None:
    infusion = journey.running(cast, at)

    watched = watch(infusion, rows(lines), at + timedelta(minutes=1), sent)

    assert watched == by_command(lines)
    assert watched


def watch(infusion: Infusion, recorded: Iterable[RecordingRow], began: datetime, sent: Sent) -> list[Step]:
    watching = Watch(began)
    for row in recorded:
        moment = began + timedelta(seconds=row.time_s)
        sent(row, infusion, moment)
        watching.turn(moment)
    changes = AlarmChange.objects.order_by("id")
    return sorted(
        (
            (change.happened_at - began).total_seconds(), change.parameter, change.kind, change.cause, change.state,
            change.priority, change.value,
        )
        for change in changes
    )  # fmt: skip


def by_command(lines: list[str]) -> list[Step]:
    return sorted(
        ((one.at - START).total_seconds(), one.parameter, one.kind, one.cause, one.state, one.priority, one.value)
        for one in transitions(samples(lines), limits_for())
    )
