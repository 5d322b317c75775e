import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebb.devices.separators import STANDARD, Separators, escape


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("plain", "plain"),
        (r"a\F\b", "a|b"),
        (r"2.73x10\S\-7", "2.73x10^-7"),
        (r"salt\T\water", "salt&water"),
        (r"a\R\b", "a~b"),
        (r"C:\E\temp", r"C:\temp"),
        (r"\X41\\X42\C", "ABC"),
        (r"\XE28282\ ", "₂ "),
        (r"\XB0\C", "°C"),
        (r"line one\.br\line two", "line one\nline two"),
        (r"\H\loud\N\ quiet", "loud quiet"),
        (r"\P\ ", "# "),
        (r"unknown \Q9\ stays", r"unknown \Q9\ stays"),
        (r"odd \X4\ stays", r"odd \X4\ stays"),
        (r"C:\temp", r"C:\temp"),
        ("\\", "\\"),
    ],
)
def test_it_gives_text_as_its_writer_meant_it(sent: str, meant: str) -> None:
    assert STANDARD.unescape(sent) == meant


def test_it_gives_back_the_separators_the_message_declares() -> None:
    declared = Separators("!", "*", "%", "?", "$")

    assert declared.unescape("a?F?b?S?c?T?d") == "a!b*c$d"


def test_without_an_escape_mark_nothing_is_escaped() -> None:
    assert Separators("|", "^", "~", "", "").unescape(r"a\F\b") == r"a\F\b"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert STANDARD.unescape(escape(text)) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_holds_nothing_that_ends_a_field_or_a_frame(text: str) -> None:
    assert not set(escape(text)) & set("|^~&\r\n\x0b\x1c")
