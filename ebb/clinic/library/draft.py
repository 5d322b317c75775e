"""The consent text that a new clinic begins with, to be read and released by its own medical director."""

from importlib.resources import files


def first_consent_text() -> dict[str, str]:
    """Title and body of the text that comes with Ebb, as `release_consent_text` takes them."""
    title, _, body = (files("ebb.clinic.library") / "texts" / "consent.txt").read_text(encoding="utf-8").partition("\n")
    return {"title": title.strip(), "body": body.strip()}
