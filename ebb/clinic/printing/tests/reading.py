"""A printed page as a test reads it."""

from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject


def pages(pdf: bytes) -> list[str]:
    """The words of each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def words(pdf: bytes) -> str:
    """The words of all pages, however the lines broke."""
    return " ".join(" ".join(pages(pdf)).split())


def letters(pdf: bytes) -> str:
    """The same without any space, for long strings that were broken to fit."""
    return "".join(words(pdf).split())


def catalog(pdf: bytes) -> DictionaryObject:
    return PdfReader(BytesIO(pdf)).trailer["/Root"]


def elements(pdf: bytes, kind: str) -> list[DictionaryObject]:
    """Every element of the structure tree of one kind: /TH, /Figure."""
    found, left = [], [catalog(pdf)["/StructTreeRoot"]]
    while left:
        one = left.pop()
        one = one.get_object() if isinstance(one, IndirectObject) else one
        if isinstance(one, list):
            left.extend(one)
        elif isinstance(one, DictionaryObject):
            found += [one] if one.get("/S") == kind else []
            left.append(one.get("/K", []))
    return found
