"""Another HL7 library splits our messages in the same way as we do."""

from datetime import UTC, datetime

import hl7  # type: ignore[import-untyped]
import pytest

from ebb.devices.acknowledge import acknowledgement
from ebb.devices.compose import Dialect, compose_query, compose_vitals
from ebb.devices.hl7 import parse
from ebb.devices.tests.messages import BPM, HR, PERCENT, SPO2, message, obx

AT = datetime(2026, 7, 14, 9, 30, 15, tzinfo=UTC)


def vitals(dialect: Dialect) -> bytes:
    return compose_vitals(
        bed="Chair & Couch 4",
        taken_at=AT,
        values={"hr_per_min": 72, "temp_c": 36.8},
        texts={"spo2_percent": "probe off | ^ ~"},
        dialect=dialect,
        control_id="R-1",
    )


@pytest.mark.parametrize(
    "payload",
    [
        vitals("mdc"),
        vitals("mdil"),
        compose_query(bed="Chair 4", sent_at=AT, control_id="Q-1"),
        acknowledgement(parse(vitals("mdc")).header, "AE", "try again | later", at=AT, control_id="E-1"),
        message(obx(HR, "72", BPM), obx(SPO2, "97~98", PERCENT), place="WARD^ROOM&2^Chair 4&0&1"),
    ],
)
def test_both_find_the_same_segments_fields_components_and_subcomponents(payload: bytes) -> None:
    ours = parse(payload)
    theirs = hl7.parse(payload.decode("ascii"))

    assert [segment.name for segment in ours.segments] == [str(segment[0]) for segment in theirs]
    for our_segment, their_segment in zip(ours.segments, theirs, strict=True):
        assert our_segment.fields == [str(field) for field in their_segment]


@pytest.mark.parametrize("dialect", ["mdc", "mdil"])
def test_both_read_the_same_leaves(dialect: Dialect) -> None:
    payload = vitals(dialect)
    ours = parse(payload)
    theirs = hl7.parse(payload.decode("ascii"))

    for name, field, component, leaf in (("PV1", 3, 3, 1), ("OBX", 3, 2, 1), ("OBX", 5, 1, 1), ("MSH", 9, 2, 1)):
        segment = ours.first(name)
        assert segment is not None
        assert segment.text(field, component, leaf) == theirs.unescape(
            theirs.extract_field(name, 1, field, 1, component, leaf)
        )
