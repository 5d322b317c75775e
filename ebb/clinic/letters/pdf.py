"""Pages for print: typst with tagged PDF/UA. What a patient or a nurse typed goes in as data, never as source."""

import json
from importlib.resources import files

import segno
import typst


def render(room: str, template: str, data: dict[str, object]) -> bytes:
    """The PDF of `template` in a room's `typst` folder, which reads `data` with `json(bytes(sys.inputs.data))`.

    Raises typst.TypstError when the template is wrong; data cannot make it so.
    """
    source = (files(f"ebb.clinic.{room}") / "typst" / template).read_bytes()
    return typst.compile(source, sys_inputs={"data": json.dumps(data, default=str)}, pdf_standards=["ua-1"])


def qr_svg(text: str) -> str:
    """A QR code as SVG for print."""
    return segno.make(text, error="m").svg_inline(scale=2, border=0, dark="#000")
