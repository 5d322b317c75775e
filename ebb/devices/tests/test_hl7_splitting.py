from datetime import UTC, datetime

import pytest

from ebb.devices.hl7 import parse

VITALS = (
    "MSH|^~\\&|BEDSIDE^0012AB^EUI-64|Clinic||EBB|20260714093015+0200||ORU^R01^ORU_R01|M-17|P|2.6\r"
    "PV1||I|Ward^^Chair 4&0&1\r"
    "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.1|72|264864^MDC_DIM_BEAT_PER_MIN^MDC|60~100||||R\r"
    "OBX|2|TX|5^HardInop^MDIL-ALERT||cuff\\T\\hose\r"
)


def test_it_reads_the_header() -> None:
    header = parse(VITALS.encode()).header

    assert header.control_id == "M-17"
    assert header.sending_application == "BEDSIDE^0012AB^EUI-64"
    assert header.sending_facility == "Clinic"
    assert (header.message_type, header.trigger, header.version) == ("ORU", "R01", "2.6")
    assert header.charset == ""
    assert header.sent_at == datetime(2026, 7, 14, 7, 30, 15, tzinfo=UTC)


def test_headers_that_differ_in_one_field_only_stay_apart() -> None:
    others = [
        VITALS.replace("M-17", "M-18"),
        VITALS.replace("093015+0200", "093016+0200"),
        VITALS.replace("BEDSIDE^", "BEDSIDE&"),
        VITALS.replace("|Clinic|", "||"),
        VITALS.replace("ORU^R01^ORU_R01", "ORU^R40^ORU_R40"),
        VITALS.replace("|2.6", "|2.3"),
        VITALS.replace("|2.6", "|2.6||||||8859/1"),
        VITALS.replace("^~\\&", "&~\\^").replace("0012AB^EUI-64", "0012AB"),
        VITALS,
    ]

    headers = [parse(payload.encode()).header for payload in others]

    assert len(set(headers)) == len(headers)
    assert headers[-1] == parse(VITALS.encode()).header


def test_the_sending_time_takes_the_zone_it_is_given_or_is_none() -> None:
    payload = VITALS.replace("+0200", "").encode()

    assert parse(payload).header.sent_at is None
    assert parse(payload, assume_tz=UTC).header.sent_at == datetime(2026, 7, 14, 9, 30, 15, tzinfo=UTC)


def test_segments_are_found_by_name_and_in_order() -> None:
    message = parse(VITALS.encode())

    assert [segment.name for segment in message.segments] == ["MSH", "PV1", "OBX", "OBX"]
    assert [obx.text(1) for obx in message.all("OBX")] == ["1", "2"]
    assert message.first("NTE") is None
    assert len(message.segments) == 4


def test_fields_components_subcomponents_and_repetitions_count_as_in_hl7() -> None:
    message = parse(VITALS.encode())
    place, reading = message.first("PV1"), message.first("OBX")
    assert place is not None
    assert reading is not None

    assert message.first("MSH").text(9, 2) == "R01"  # type: ignore[union-attr]
    assert place.text(3, 3) == "Chair 4"
    assert place.text(3, 3, 3) == "1"
    assert place.components(3) == ["Ward", "", "Chair 4&0&1"]
    assert reading.text(3, 2) == "MDC_ECG_HEART_RATE"
    assert reading.text(7, repetition=2) == "100"
    assert reading.raw(6) == "264864^MDC_DIM_BEAT_PER_MIN^MDC"
    assert reading.text(99) == ""
    assert reading.text(3, 9) == ""


def test_text_is_unescaped_and_raw_is_not() -> None:
    alert = parse(VITALS.encode()).all("OBX")[1]

    assert alert.text(5) == "cuff&hose"
    assert alert.raw(5) == "cuff\\T\\hose"


@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n"])
def test_segments_may_end_in_cr_lf_or_both(ending: str) -> None:
    message = parse(VITALS.replace("\r", ending).encode())

    assert [segment.name for segment in message.segments] == ["MSH", "PV1", "OBX", "OBX"]
    assert message.all("OBX")[0].text(11) == "R"


def test_declared_separators_are_used() -> None:
    payload = VITALS.translate(str.maketrans("|^~\\&", "!*%?$")).encode()

    message = parse(payload)

    assert message.header.trigger == "R01"
    assert message.header.sending_application == "BEDSIDE^0012AB^EUI-64"
    assert message.all("OBX")[1].text(5) == "cuff$hose"


def test_the_truncation_mark_of_version_2_7_is_taken() -> None:
    message = parse(VITALS.replace("^~\\&", "^~\\&#").replace("2.6", "2.7").encode())

    assert message.separators.truncation == "#"
    assert message.all("OBX")[0].text(3) == "147842"


def test_an_empty_control_id_and_sending_time_are_taken_as_they_are() -> None:
    header = parse(b"MSH|^~\\&|||||||ORU^R01||P|2.3\r").header

    assert header.control_id == ""
    assert header.sent_at is None
