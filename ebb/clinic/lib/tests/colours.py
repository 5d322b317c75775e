"""Reads the token sheet: each name's colour in each scheme, and how two colours stand to each other."""

import colorsys
import re
from pathlib import Path

SHEET = Path(__file__).parents[1] / "static" / "lib" / "tokens.css"
PAIR = re.compile(r"--([\w-]+):\s*light-dark\((#\w{6}),\s*(#\w{6})\);")
SINGLE = re.compile(r"--([\w-]+):\s*(#\w{6});")


def palettes() -> dict[str, dict[str, str]]:
    """The colours of each scheme by token: light, dark and low-glare."""
    sheet = SHEET.read_text()
    root = _block(sheet, ":root")
    glare = _block(sheet, '[data-theme="low-glare"]')
    both = dict(SINGLE.findall(root))
    pairs = PAIR.findall(root)
    light = both | {name: on_light for name, on_light, _ in pairs}
    dark = both | {name: on_dark for name, _, on_dark in pairs}
    return {"light": light, "dark": dark, "low-glare": dark | dict(SINGLE.findall(glare))}


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours, 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def hue(colour: str) -> float | None:
    """Degrees on the colour wheel; None for a colour that is as good as grey."""
    red, green, blue = _channels(colour)
    if max(red, green, blue) - min(red, green, blue) < 0.1:
        return None
    return colorsys.rgb_to_hsv(red, green, blue)[0] * 360


def apart(one: float, other: float) -> float:
    """How many degrees lie between two hues, the short way round."""
    return abs((one - other + 180) % 360 - 180)


def _block(sheet: str, selector: str) -> str:
    return sheet.split(f"{selector} {{", 1)[1].split("\n}", 1)[0]


def _channels(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))


def _luminance(colour: str) -> float:
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
