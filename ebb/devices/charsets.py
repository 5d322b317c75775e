"""From bytes to text: what MSH-18 declares, and what to do when the bytes say otherwise."""

# HL7 table 0211, and "UTF-8" as several senders write it. Nothing declared means ASCII.
CODECS = {
    "": "ascii",
    "ASCII": "ascii",
    "8859/1": "latin-1",
    "8859/2": "iso8859-2",
    "8859/3": "iso8859-3",
    "8859/4": "iso8859-4",
    "8859/5": "iso8859-5",
    "8859/6": "iso8859-6",
    "8859/7": "iso8859-7",
    "8859/8": "iso8859-8",
    "8859/9": "iso8859-9",
    "8859/15": "iso8859-15",
    "UNICODE": "utf-8",
    "UNICODE UTF-8": "utf-8",
    "UTF-8": "utf-8",
}


def is_known(declared: str) -> bool:
    return _key(declared) in CODECS


def decode(payload: bytes, declared: str) -> tuple[str, str]:
    """The text, and a remark when it is not what MSH-18 promised (empty when all is well).

    Bytes that are valid UTF-8 beyond ASCII are read as UTF-8 whatever was declared: by chance they hardly ever
    are, and monitors that declare 8859/1 do send "SpO₂" in UTF-8. What the declared set cannot read is read as
    8859/1, which loses no byte.
    """
    codec = CODECS.get(_key(declared), "ascii")
    if payload.isascii():
        return payload.decode("ascii"), ""
    for attempt in ("utf-8", codec):
        try:
            text = payload.decode(attempt)
        except UnicodeDecodeError:
            continue
        return text, "" if attempt == codec else _remark(declared, "UTF-8")
    return payload.decode("latin-1"), _remark(declared, "8859/1")


def choose(text: str, preferred: str) -> tuple[str, str]:
    """What to declare in MSH-18 and the codec to write with: `preferred` where the text comes back from it, else UTF-8.

    It does not where the set lacks a character, nor where its bytes happen to be valid UTF-8 for something else.
    """
    codec = CODECS.get(_key(preferred))
    if codec is not None:
        octets = text.encode(codec, "replace")
        if decode(octets, preferred)[0] == text:
            return preferred, codec
    return "UNICODE UTF-8", "utf-8"


def _remark(declared: str, taken: str) -> str:
    promised = f"MSH-18 declares {declared.strip()}" if declared.strip() else "MSH-18 declares no character set"
    return f"{promised}; the bytes were read as {taken}"


def _key(declared: str) -> str:
    return declared.strip().upper()
