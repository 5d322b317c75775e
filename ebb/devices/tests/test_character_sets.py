import pytest

from ebb.devices.hl7 import parse

TEMPLATE = "MSH|^~\\&|MON|||EBB|||ORU^R01|M-17|P|2.6||||||{charset}\rOBX||NM|150456^{name}^MDC\r"


def name_as_read(charset: str, name: str, codec: str) -> tuple[str, tuple[str, ...]]:
    message = parse(TEMPLATE.format(charset=charset, name=name).encode(codec))
    reading = message.first("OBX")
    assert reading is not None
    return reading.text(3, 2), message.remarks


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("8859/1", "latin-1"),
        ("UNICODE UTF-8", "utf-8"),
        ("UNICODE", "utf-8"),
        ("UTF-8", "utf-8"),
        ("8859/15", "iso8859-15"),
        ("unicode utf-8", "utf-8"),
        ("UNICODE UTF-8~8859/1", "utf-8"),
    ],
)
def test_text_in_the_declared_set_is_read_without_remark(charset: str, codec: str) -> None:
    assert name_as_read(charset, "Größe", codec) == ("Größe", ())


@pytest.mark.parametrize("charset", ["", "ASCII", "8859/1", "UNICODE UTF-8", "UNICODE"])
def test_plain_text_is_read_under_any_of_them_without_remark(charset: str) -> None:
    assert name_as_read(charset, "SpO2", "ascii") == ("SpO2", ())


@pytest.mark.parametrize("charset", ["", "ASCII", "8859/1", "8859/7"])
def test_utf_8_under_another_name_is_read_as_utf_8_and_remarked(charset: str) -> None:
    name, remarks = name_as_read(charset, "SpO₂", "utf-8")

    assert name == "SpO₂"
    assert len(remarks) == 1
    assert "UTF-8" in remarks[0]
    assert charset in remarks[0]


@pytest.mark.parametrize("charset", ["", "ASCII", "UNICODE UTF-8"])
def test_bytes_the_declared_set_cannot_read_lose_nothing_and_are_remarked(charset: str) -> None:
    name, remarks = name_as_read(charset, "37 °C", "latin-1")

    assert name == "37 °C"
    assert "8859/1" in remarks[0]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_sixteen_bit_unicode_is_read(codec: str) -> None:
    assert name_as_read("UNICODE", "SpO₂", codec) == ("SpO₂", ())


def test_a_byte_order_mark_before_utf_8_is_passed_over() -> None:
    assert name_as_read("UNICODE UTF-8", "SpO₂", "utf-8-sig") == ("SpO₂", ())
