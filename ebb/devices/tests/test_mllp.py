import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebb.devices.mllp import Deframer, FrameTooLong, MllpError, NotFrameable, frame

payloads = st.binary(max_size=200).filter(lambda octets: b"\x0b" not in octets and b"\x1c" not in octets)


def test_it_gives_back_a_framed_payload() -> None:
    assert Deframer().feed(frame(b"MSH|one\r")) == [b"MSH|one\r"]


def test_it_waits_for_the_second_byte_of_the_end() -> None:
    deframer = Deframer()

    early = deframer.feed(b"\x0bMSH|one\x1c")

    assert early == []
    assert deframer.pending
    assert deframer.feed(b"\r") == [b"MSH|one"]
    assert not deframer.pending


def test_it_takes_two_frames_from_one_read() -> None:
    assert Deframer().feed(frame(b"one") + frame(b"two")) == [b"one", b"two"]


def test_it_takes_a_frame_a_byte_at_a_time() -> None:
    deframer = Deframer()

    taken = [payload for octet in frame(b"MSH|slow") for payload in deframer.feed(bytes([octet]))]

    assert taken == [b"MSH|slow"]


def test_it_drops_garbage_before_a_frame_and_counts_it() -> None:
    deframer = Deframer()

    taken = deframer.feed(b"GET / HTTP" + frame(b"one") + b"\n" + frame(b"two"))

    assert taken == [b"one", b"two"]
    assert deframer.garbage_bytes == 11


def test_it_does_not_join_half_a_frame_to_the_next_one() -> None:
    deframer = Deframer()

    deframer.feed(b"\x0bMSH|hal")
    taken = deframer.feed(frame(b"MSH|whole"))

    assert taken == [b"MSH|whole"]
    assert deframer.garbage_bytes == len(b"\x0bMSH|hal")


def test_a_lone_end_mark_byte_belongs_to_the_payload() -> None:
    assert Deframer().feed(b"\x0ba\x1cb\x1c\r") == [b"a\x1cb"]


def test_it_takes_a_frame_of_exactly_the_limit() -> None:
    assert Deframer(max_bytes=10).feed(frame(b"x" * 10)) == [b"x" * 10]


def test_the_first_byte_of_the_end_does_not_count_towards_the_limit() -> None:
    deframer = Deframer(max_bytes=10)

    deframer.feed(b"\x0b" + b"x" * 10 + b"\x1c")

    assert deframer.feed(b"\r") == [b"x" * 10]


@pytest.mark.parametrize("ended", [True, False])
def test_it_refuses_a_frame_over_the_limit_and_goes_on_with_the_next(ended: bool) -> None:
    deframer = Deframer(max_bytes=10)
    too_long = b"\x0b" + b"x" * 11 + (b"\x1c\r" if ended else b"")

    with pytest.raises(FrameTooLong, match="longer than the 10 bytes") as refusal:
        deframer.feed(frame(b"before") + too_long)

    assert refusal.value.payloads == [b"before"]
    assert isinstance(refusal.value, MllpError)
    assert not deframer.pending
    assert deframer.garbage_bytes == len(too_long)
    assert deframer.feed(b"xx\x1c\r" + frame(b"after")) == [b"after"]


def test_a_frame_refused_in_the_middle_of_a_read_leaves_the_rest_to_the_next() -> None:
    deframer = Deframer(max_bytes=10)

    with pytest.raises(FrameTooLong):
        deframer.feed(frame(b"x" * 11) + frame(b"after"))

    assert deframer.feed(b"") == [b"after"]


@pytest.mark.parametrize("payload", [b"a\x0bb", b"a\x1c\rb"])
def test_it_refuses_to_frame_what_would_be_cut_in_two(payload: bytes) -> None:
    with pytest.raises(NotFrameable):
        frame(payload)


@given(st.lists(payloads, max_size=5), st.data())
def test_framing_in_any_chunks_gives_the_same_payloads(sent: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(map(frame, sent))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    deframer = Deframer()

    pieces = [stream[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    taken = [payload for piece in pieces for payload in deframer.feed(piece)]

    assert taken == sent
    assert deframer.garbage_bytes == 0
    assert not deframer.pending


@given(st.lists(st.binary(max_size=40)), st.integers(1, 20))
def test_any_bytes_raise_nothing_but_the_declared_error_and_none_is_lost_count_of(
    reads: list[bytes], limit: int
) -> None:
    deframer = Deframer(max_bytes=limit)
    accounted = 0

    for read in reads:
        try:
            taken = deframer.feed(read)
        except FrameTooLong as refusal:
            taken = refusal.payloads
        accounted += sum(map(len, map(frame, taken)))
    while True:
        try:
            accounted += sum(map(len, map(frame, deframer.feed(b""))))
            break
        except FrameTooLong as refusal:
            accounted += sum(map(len, map(frame, refusal.payloads)))

    held = sum(map(len, reads)) - accounted - deframer.garbage_bytes
    assert 0 <= held <= limit + 2
    assert (held > 0) == deframer.pending
