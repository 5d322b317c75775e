"""Pages for print: typst with tagged PDF/UA. What a patient or a nurse typed goes in as data, never as source."""

import json
import unicodedata
from datetime import datetime
from functools import cache
from importlib.resources import files
from io import BytesIO

import segno
import typst

# Every machine's fonts have these: Latin, Greek and Cyrillic letters, punctuation, a few signs. Symbols of our own
# templates (arrows, minus, ≥) are in them too.
EVERYWHERE = (range(0x20, 0x7F), range(0xA0, 0x180), range(0x370, 0x500), range(0x2010, 0x2040), range(0x2190, 0x2270))


def render(room: str, template: str, data: dict[str, object], at: datetime) -> bytes:
    """The PDF of `template` in a room's `typst` folder, which reads `data` with `json(bytes(sys.inputs.data))`.

    The template may import `paper.typ`, the clinic's sheet of paper. `at` is the document's own date. Raises
    typst.TypstError when the template is wrong; data cannot make it so.
    """
    sources = {
        "main.typ": (files(f"ebb.clinic.{room}") / "typst" / template).read_bytes(),
        "paper.typ": (files("ebb.clinic.pdf") / "typst" / "paper.typ").read_bytes(),
    }
    return rendered(sources, data, at)


def rendered(sources: dict[str, bytes], data: dict[str, object], at: datetime) -> bytes:
    """The PDF of these sources by name, from `main.typ`.

    PDF/UA refuses a letter that no font of this machine has: it is printed as its number rather than left out.
    """
    try:
        return _compiled(sources, data, at)
    except typst.TypstError:
        return _compiled(sources, spelled_out(data), at)


def qr_svg(text: str) -> str:
    """A QR code as SVG for print, with the white margin that scanners need."""
    drawn = BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=4, dark="#000")
    return drawn.getvalue().decode()


def spelled_out(data: object) -> object:
    """The same data with each letter that a machine's fonts may lack as its number: 李 becomes [U+674E]."""
    if isinstance(data, dict):
        return {key: spelled_out(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [spelled_out(value) for value in data]
    return "".join(map(_spelled, data)) if isinstance(data, str) else data


def _spelled(letter: str) -> str:
    known = any(ord(letter) in letters for letters in EVERYWHERE) and unicodedata.category(letter) != "Cn"
    return letter if known or letter == "\n" else f"[U+{ord(letter):04X}]"


def _compiled(sources: dict[str, bytes], data: object, at: datetime) -> bytes:
    inputs = {"data": json.dumps(data, default=str)}
    compiler = typst.Compiler(sources, font_paths=_fonts(), sys_inputs=inputs)
    return compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=at.replace(microsecond=0))


@cache
def _fonts() -> typst.Fonts:
    """The fonts of this machine, looked for once: it takes as long as a page."""
    return typst.Fonts()
