from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree

import segno
from pypdf import PdfReader

from ebb.clinic.pdf import render

AT = datetime(2026, 11, 24, 9, 0, 0, 123456, tzinfo=UTC)
SOURCES = {
    "main.typ": b"#let d = json(bytes(sys.inputs.data))\n#set document(title: d.title)\n= #d.title\n#d.text",
    "paper.typ": b"",
}


def printed(text: str) -> str:
    return " ".join(
        PdfReader(BytesIO(render.rendered(SOURCES, {"title": "T", "text": text}, AT))).pages[0].extract_text().split()
    )


def test_markup_is_words() -> None:
    assert printed("#panic() *a* $b$ <c> @d") == "T #panic() *a* $b$ <c> @d"


def test_letters_that_no_font_has_are_told_by_their_number() -> None:
    assert printed("Zoë \x00 Ω") == "T Zoë [U+0000] Ω"


def test_only_what_may_be_missing_is_spelled_out() -> None:
    told = render.spelled_out({"a": ["Łódź – 5 µg ≥ 3", ("李",)], "b": 3, "c": None, "d": True})

    assert told == {"a": ["Łódź – 5 µg ≥ 3", ["[U+674E]"]], "b": 3, "c": None, "d": True}


def test_the_code_is_a_picture_that_stands_alone() -> None:
    drawn = ElementTree.fromstring(render.qr_svg("EBB1:1:x"))

    size = segno.make("EBB1:1:x", error="m").symbol_size(border=4)[0]
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert drawn.get("width") == str(size)
