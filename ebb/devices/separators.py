"""The five or six marks a message declares in MSH-1 and MSH-2, and the escapes that let text hold them."""

from typing import NamedTuple


class Separators(NamedTuple):
    """A mark that is not declared is an empty string and separates nothing."""

    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    subcomponent: str = "&"
    truncation: str = ""

    def split_components(self, text: str) -> list[str]:
        return text.split(self.component) if self.component else [text]

    def split_repetitions(self, text: str) -> list[str]:
        return text.split(self.repetition) if self.repetition else [text]

    def split_subcomponents(self, text: str) -> list[str]:
        return text.split(self.subcomponent) if self.subcomponent else [text]

    def unescape(self, text: str) -> str:
        """Text as its writer meant it. An escape we do not know stays as it was sent."""
        mark = self.escape
        if not mark or mark not in text:
            return text
        parts = text.split(mark)
        unescaped = [parts[0]]
        index = 1
        while index < len(parts):
            stands_for = self._escaped(parts[index]) if index + 1 < len(parts) else None
            if stands_for is None:
                unescaped += (mark, parts[index])
                index += 1
            else:
                unescaped += (stands_for, parts[index + 1])
                index += 2
        return "".join(unescaped)

    def _escaped(self, body: str) -> str | None:
        marks = {
            "F": self.field,
            "S": self.component,
            "R": self.repetition,
            "E": self.escape,
            "T": self.subcomponent,
            "P": self.truncation or "#",
            ".br": "\n",
            ".sp": "\n",
            # Highlighting on and off: there is nothing to show it with.
            "H": "",
            "N": "",
        }
        if body in marks:
            return marks[body]
        return _from_hexadecimal(body[1:]) if body[:1] == "X" else None


STANDARD = Separators()


def escape(text: str) -> str:
    """Text made safe to stand in a field of a message that declares the standard separators."""
    safe = text.translate(_ESCAPES)
    return safe if safe.isprintable() else "".join(c if c.isprintable() else _hexadecimal(c) for c in safe)


_ESCAPES = str.maketrans({"|": "\\F\\", "^": "\\S\\", "~": "\\R\\", "\\": "\\E\\", "&": "\\T\\"})


def _hexadecimal(character: str) -> str:
    return f"\\X{character.encode('utf-8', 'replace').hex().upper()}\\"


def _from_hexadecimal(digits: str) -> str | None:
    try:
        octets = bytes.fromhex(digits)
    except ValueError:
        return None
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")
