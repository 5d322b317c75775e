import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebb.devices.hl7 import BadHeader, BadSegment, Hl7Error, NotHl7, UnknownCharacterSet, parse

HEADER = b"MSH|^~\\&|MON|||EBB|20260714093015||ORU^R01|M-17|P|2.6\r"


@pytest.mark.parametrize(
    "payload", [b"", b"\r", b"GET / HTTP/1.1\r\n", b"FHS|^~\\&|", b"OBX|1|NM", b"\xff\xfeM", b"\xff" * 9]
)
def test_it_refuses_what_is_not_hl7(payload: bytes) -> None:
    with pytest.raises(NotHl7):
        parse(payload)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"MSH", "MSH-1"),
        (b"MSHA^~\\&AMON", "MSH-1"),
        (b"MSH|", "MSH-2"),
        (b"MSH||MON", "MSH-2"),
        (b"MSH|^^\\&|MON", "MSH-2"),
        (b"MSH|^~\\&#!|MON", "MSH-2"),
        (b"MSH|ABCD|MON", "MSH-2"),
        (b"MSH|^~\\&|MON|||", "MSH-9"),
        (b"MSH|^~\\&|MON||||20260714||", "MSH-9"),
    ],
)
def test_it_refuses_a_header_it_cannot_use_and_names_the_field(payload: bytes, reason: str) -> None:
    with pytest.raises(BadHeader, match=reason):
        parse(payload)


def test_an_unknown_character_set_is_refused_with_the_header_so_that_the_refusal_can_name_the_message() -> None:
    with pytest.raises(UnknownCharacterSet, match="KLINGON") as refusal:
        parse(HEADER.replace(b"|2.6", b"|2.6||||||KLINGON"))

    assert refusal.value.header is not None
    assert refusal.value.header.control_id == "M-17"


@pytest.mark.parametrize("line", [b"probe off", b"obx|1|NM", b"OBXX|1", b"1BX|1", b"|OBX|1", b"OB\xc3\xa9|1"])
def test_a_line_that_is_no_segment_refuses_the_message(line: bytes) -> None:
    with pytest.raises(BadSegment, match="a line begins with") as refusal:
        parse(HEADER + line + b"\r")

    assert refusal.value.header is not None


def test_two_messages_in_one_frame_are_refused() -> None:
    with pytest.raises(BadSegment, match="second MSH"):
        parse(HEADER + HEADER)


def test_makers_own_segments_and_empty_lines_are_taken() -> None:
    message = parse(b"\n" + HEADER + b"\r\rZ01|own\rPV1\r")

    assert [segment.name for segment in message.segments] == ["MSH", "Z01", "PV1"]


@given(st.binary())
def test_any_bytes_raise_nothing_but_the_declared_errors(payload: bytes) -> None:
    with pytest.raises(Hl7Error):
        parse(payload)


marks = st.sampled_from(
    [b"|", b"^", b"~", b"\\", b"&", b"\r", b"\n", b"OBX", b"MSH", b"\xe2", b"\x80", b"8859/1", b"1"]
)


@given(st.lists(marks | st.binary(max_size=3)).map(b"".join))
def test_any_bytes_after_a_header_raise_nothing_but_the_declared_errors(tail: bytes) -> None:
    for payload in (HEADER + tail, b"MSH" + tail, b"MSH|^~\\&" + tail):
        with contextlib.suppress(Hl7Error):
            parse(payload)
