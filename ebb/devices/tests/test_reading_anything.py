"""Whatever a monitor sends: a declared refusal or a reading, and every charted number a possible one."""

from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from ebb.devices.columns import COLUMNS, is_plausible
from ebb.devices.hl7 import Hl7Error, parse
from ebb.devices.readings import MonitorReading, read
from ebb.devices.tests.messages import BPM, CELSIUS, HR, MMHG, PERCENT, SPO2, SYS, TEMP, message, obx

WHOLE = message(
    obx(HR, "72", BPM, at="20260714093012+0000"),
    obx(SPO2, "0", PERCENT),
    "NTE|1||probe off",
    obx("5^HardInop^MDIL-ALERT", "NBP Cuff Leak", kind="TX"),
    obx(SYS, "120", MMHG),
    obx(TEMP, "36.8", CELSIUS),
)

fragments = st.sampled_from(
    [
        b"|",
        b"^",
        b"~",
        b"\\",
        b"&",
        b"\r",
        b"\n",
        b"-100",
        b"0",
        b"X",
        b"1e9",
        b"\\X0D\\",
        b"\xff",
        b"\xe2\x82\x82",
        b"",
    ]
)
changes = st.lists(
    st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 6), fragments | st.binary(max_size=4)), max_size=6
)
fields = st.lists(
    st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=12), max_size=16
)


def assert_it_is_sound(taken: MonitorReading) -> None:
    assert set(taken.values) <= set(COLUMNS)
    assert all(is_plausible(column, value) for column, value in taken.values.items())
    assert taken.doubtful <= set(taken.values)
    assert not taken.probe_off & set(taken.values)
    assert set(taken.own_taken_at) <= set(taken.values)
    assert taken.taken_at is None or taken.taken_at.tzinfo is not None
    assert all(unmapped.reason for unmapped in taken.unmapped)


@given(changes)
def test_a_damaged_message_is_refused_or_read_soundly(damages: list[tuple[int, int, bytes]]) -> None:
    payload = WHOLE
    for at, length, instead in damages:
        payload = payload[:at] + instead + payload[at + length :]

    try:
        taken = read(parse(payload), assume_tz=UTC)
    except Hl7Error as refusal:
        reason = refusal.reason
    else:
        reason = "none"
        assert_it_is_sound(taken)

    assert reason


@given(st.lists(fields, max_size=4), st.sampled_from(["OBX|1|NM|", "OBX|", "OBR|", "NTE|", "PV1||I|"]))
def test_any_fields_are_read_soundly(segments: list[list[str]], opening: str) -> None:
    payload = message(*(opening + "|".join(segment) for segment in segments))

    taken = read(parse(payload), assume_tz=UTC)

    assert_it_is_sound(taken)


@given(st.sampled_from([HR, SPO2, SYS, TEMP]), st.text(st.characters(exclude_categories=["Cs"]), max_size=8))
def test_any_value_ends_somewhere(identifier: str, value: str) -> None:
    value = value.translate({ord(mark): None for mark in "|\r\n"})

    taken = read(parse(message(obx(identifier, value))), assume_tz=UTC)

    assert len(taken.values) + len(taken.probe_off) + len(taken.unmapped) == 1


def test_a_message_of_a_megabyte_is_read() -> None:
    payload = message(*([obx(HR, "72", BPM)] * 11_000))

    taken = read(parse(payload), assume_tz=UTC)

    assert len(payload) > 900_000
    assert taken.values == {"hr_per_min": 72}
