from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ebb.devices.columns import COLUMNS, CUFF_COLUMNS, PLAUSIBLE
from ebb.devices.compose import Dialect, compose_query, compose_vitals
from ebb.devices.hl7 import parse
from ebb.devices.mllp import frame
from ebb.devices.readings import MonitorReading, read

AT = datetime(2026, 7, 14, 9, 30, 15, 250_000, tzinfo=UTC)
DIALECTS: tuple[Dialect, ...] = ("mdc", "mdil")

dialects = st.sampled_from(DIALECTS)


def upright(values: dict[str, float | None]) -> dict[str, float | None]:
    """With no systolic below its diastolic, which is no reading."""
    for way in ("nibp", "abp"):
        sys, dia = values.get(f"{way}_sys_mmhg"), values.get(f"{way}_dia_mmhg")
        if sys is not None and dia is not None:
            values[f"{way}_sys_mmhg"] = max(sys, dia)
    return values


numbers = st.fixed_dictionaries(
    {},
    optional={
        column: st.none() | st.decimals(lowest, highest, places=1).map(float)
        for column, (lowest, highest) in PLAUSIBLE.items()
    },
).map(upright)
printable = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


def sent(dialect: Dialect, values: dict[str, float | None], texts: dict[str, str] | None = None) -> MonitorReading:
    payload = compose_vitals(
        bed="Chair 4", taken_at=AT, values=values, dialect=dialect, control_id="R-1", texts=texts or {}
    )
    return read(parse(payload), assume_tz=UTC)


@given(dialects, numbers)
def test_what_is_composed_is_read_again(dialect: Dialect, values: dict[str, float | None]) -> None:
    taken = sent(dialect, values)

    assert taken.values == {column: value for column, value in values.items() if value is not None}
    assert (taken.kind, taken.bed, taken.taken_at) == ("vitals", "Chair 4", AT)
    assert (taken.unmapped, taken.texts, taken.remarks) == ((), (), ())
    assert (taken.probe_off, taken.doubtful) == (frozenset(), frozenset())


@given(dialects, numbers, st.sets(st.sampled_from(COLUMNS)))
def test_a_column_with_a_probe_off_text_is_read_as_off(
    dialect: Dialect, values: dict[str, float | None], off: set[str]
) -> None:
    taken = sent(dialect, values, dict.fromkeys(off, "probe off"))

    gone = off | (set(CUFF_COLUMNS) if off & set(CUFF_COLUMNS) else set())
    assert taken.probe_off == off
    assert taken.values == {c: value for c, value in values.items() if value is not None and c not in gone}
    assert taken.texts == (("probe off",) if off else ())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_text_goes_out_as_nought_with_the_words_beside_it(dialect: Dialect) -> None:
    payload = compose_vitals(
        bed="1",
        taken_at=AT,
        values={"spo2_percent": 97},
        dialect=dialect,
        control_id="1",
        texts={"spo2_percent": "off"},
    )

    message = parse(payload)
    assert [obx.text(5) for obx in message.all("OBX")] == ["0"]
    assert [nte.text(3) for nte in message.all("NTE")] == ["off"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_none_sends_no_observation(dialect: Dialect) -> None:
    payload = compose_vitals(
        bed="1", taken_at=AT, values={"hr_per_min": 72, "spo2_percent": None}, dialect=dialect, control_id="1"
    )

    assert payload.count(b"OBX|") == 1


@example("mdil", "Â¡", "Â¡")
@given(dialects, printable, printable)
def test_any_bed_and_id_go_through(dialect: Dialect, bed: str, control_id: str) -> None:
    bed = f"Chair {bed}"

    payload = compose_vitals(bed=bed, taken_at=AT, values={}, dialect=dialect, control_id=control_id)

    message = parse(payload)
    assert frame(payload)
    assert message.header.control_id == control_id
    assert read(message, assume_tz=UTC).bed == bed


def test_a_query_asks_for_its_bed() -> None:
    message = parse(compose_query(bed="Chair 4", sent_at=AT, control_id="Q-1"))

    assert (message.header.message_type, message.header.trigger) == ("QBP", "Q22")
    assert "Chair 4" in message.all("QPD")[0].components(3)


@pytest.mark.parametrize(
    ("values", "texts", "reason"),
    [
        ({"pulse": 70.0}, {}, "'pulse' is no column"),
        ({}, {"o2": "off"}, "'o2' is no column"),
        ({"hr_per_min": float("nan")}, {}, "hr_per_min is nan"),
        ({"hr_per_min": float("inf")}, {}, "hr_per_min is inf"),
    ],
)
def test_it_refuses_what_no_monitor_could_send(values: dict[str, float], texts: dict[str, str], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        compose_vitals(bed="1", taken_at=AT, values=values, dialect="mdc", control_id="1", texts=texts)


def test_it_refuses_a_time_without_zone() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        compose_vitals(bed="1", taken_at=AT.replace(tzinfo=None), values={}, dialect="mdc", control_id="1")
