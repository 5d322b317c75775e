from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebb.devices.acknowledge import acknowledgement
from ebb.devices.hl7 import Header, Hl7Message, parse
from ebb.devices.mllp import frame

AT = datetime(2026, 7, 14, 9, 30, 15, tzinfo=UTC)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def header(**changes: str) -> Header:
    facts = {"control_id": "M-17", "sending_application": "BEDSIDE^0012AB^EUI-64", "sending_facility": "Clinic"}
    facts |= {"message_type": "ORU", "trigger": "R01", "version": "2.4", "charset": ""} | changes
    return Header(**facts, sent_at=None)


def answer(to: Header | None, code: str = "AA", text: str = "") -> Hl7Message:
    return parse(acknowledgement(to, code, text, at=AT, control_id="E-1"))


def msa(message: Hl7Message, field: int) -> str:
    segment = message.first("MSA")
    assert segment is not None
    return segment.text(field)


@pytest.mark.parametrize("code", ["AA", "AE", "AR"])
def test_it_repeats_the_senders_control_id_with_the_code(code: str) -> None:
    message = answer(header(), code)

    assert msa(message, 1) == code
    assert msa(message, 2) == "M-17"


def test_it_is_addressed_to_the_sender_in_its_own_version() -> None:
    message = answer(header())
    msh = message.first("MSH")
    assert msh is not None

    assert msh.whole_text(5) == "BEDSIDE^0012AB^EUI-64"
    assert msh.text(6) == "Clinic"
    assert msh.whole_text(9) == "ACK^R01^ACK"
    assert message.header.version == "2.4"
    assert message.header.control_id == "E-1"
    assert message.header.sent_at == AT


def test_it_gives_the_reason_in_plain_words() -> None:
    assert msa(answer(header(), "AR", "queries are not answered here"), 3) == "queries are not answered here"


def test_without_a_readable_header_it_answers_no_id() -> None:
    message = answer(None, "AR", "the message does not begin with MSH")

    assert msa(message, 1) == "AR"
    assert msa(message, 2) == ""


def test_it_refuses_a_code_that_is_none() -> None:
    with pytest.raises(ValueError, match="use AA, AE or AR"):
        acknowledgement(header(), "OK", "", at=AT, control_id="E-1")


def test_a_senders_id_beyond_ascii_comes_back_in_its_own_character_set() -> None:
    octets = acknowledgement(header(control_id="Gerät-1", charset="8859/1"), "AA", "", at=AT, control_id="E-1")

    assert "Gerät-1".encode("latin-1") in octets


@given(words, words, words, st.sampled_from(["", "8859/1", "ASCII", "UNICODE UTF-8", "KLINGON"]))
def test_nothing_a_sender_writes_can_add_a_field_or_end_the_frame(
    control_id: str, application: str, reason: str, charset: str
) -> None:
    sender = header(control_id=control_id, sending_application=application, charset=charset)

    octets = acknowledgement(sender, "AE", reason, at=AT, control_id="E-1")

    message = parse(octets)
    assert frame(octets)
    assert len(message.segments) == 2
    assert msa(message, 2) == control_id
    assert msa(message, 3) == reason
