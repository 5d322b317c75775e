import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebb.devices.not_measured import NOT_MEASURED, number_or_gap
from ebb.devices.separators import STANDARD


@pytest.mark.parametrize(
    ("sent", "number"),
    [
        ("97", 97.0),
        ("36.8", 36.8),
        ("+5", 5.0),
        (".5", 0.5),
        ("5.", 5.0),
        (" 97 ", 97.0),
        ("^97", 97.0),
        ("=^97", 97.0),
        ("0", 0.0),
        ("0.0", 0.0),
        ("-5", -5.0),
    ],
)
def test_it_reads_a_plain_number(sent: str, number: float) -> None:
    assert number_or_gap(sent, STANDARD) == number


@pytest.mark.parametrize(
    "sent",
    [
        "",
        '""',
        "-100",
        "-100.0",
        "-1",
        " -1 ",
        "-1000",
        "8388607",
        "2147483647",
        "---",
        "--",
        "-?-",
        "***",
        "NaN",
        "N/A",
        "Probe Off",
        "0^probe off",
        "0~probe off",
        "No Sensor",
        "SpO2T No Pulse",
    ],
)
def test_it_hears_that_nothing_is_measured(sent: str) -> None:
    assert number_or_gap(sent, STANDARD) == NOT_MEASURED


@pytest.mark.parametrize(
    "sent",
    [r"2.73x10\S\-7", "36,8", "1e5", "inf", "1_000", "0x1F", ">^97", "<20", "97 %", "٣", "12:30", "normal", "9" * 5000],
)
def test_it_does_not_guess_at_anything_else(sent: str) -> None:
    assert number_or_gap(sent, STANDARD) is None


@given(st.text())
def test_it_never_raises(sent: str) -> None:
    number_or_gap(sent, STANDARD)


@given(st.decimals(-999_999, 999_999, places=3))
def test_a_decimal_comes_out_as_itself(number: object) -> None:
    read = number_or_gap(str(number), STANDARD)

    assert read in (float(str(number)), NOT_MEASURED)
