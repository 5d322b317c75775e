"""Messages as bedside monitors send them, for the demonstration, for replays and for tests."""

from collections.abc import Mapping
from datetime import datetime
from math import isfinite
from typing import Literal

from ebb.devices.charsets import choose
from ebb.devices.columns import COLUMNS
from ebb.devices.separators import escape
from ebb.devices.times import format_time
from ebb.devices.vocabulary import MDC, MDIL
from ebb.devices.vocabulary.terms import Term, Vocabulary
from ebb.devices.vocabulary.units import ACCEPTED

Dialect = Literal["mdc", "mdil"]


def compose_vitals(
    *,
    bed: str,
    taken_at: datetime,
    values: Mapping[str, float | None],
    dialect: Dialect,
    control_id: str,
    texts: Mapping[str, str] = {},
) -> bytes:
    """An ORU^R01 as a payload, not yet framed.

    values: a number for each column to send; None sends no OBX. texts: what the monitor says beside a column, such as
    "probe off"; that column is sent as 0 with the text in an NTE, whatever `values` holds. Raises ValueError for a
    column we do not know, a number that is none, or a time without zone.
    """
    unknown = [column for column in (*values, *texts) if column not in COLUMNS]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no column; known are {', '.join(COLUMNS)}")
    at = format_time(taken_at)
    lines = _opening(dialect, escape(bed), at, escape(control_id))
    number = 0
    for column in COLUMNS:
        value = 0.0 if column in texts else values.get(column)
        if value is None:
            continue
        number += 1
        lines.append(_observation(dialect, column, number, _digits(column, value), at))
        if column in texts:
            lines.append(f"NTE|1||{escape(texts[column])}")
    return _payload(lines, "UNICODE UTF-8" if dialect == "mdc" else "8859/1")


def compose_query(*, bed: str, sent_at: datetime, control_id: str) -> bytes:
    """A QBP^Q22, by which a monitor asks who lies in a bed, as a payload, not yet framed."""
    at = format_time(sent_at)
    lines = [
        _header("EBB DEMO MONITOR", at, "QBP^Q22^QBP_Q21", escape(control_id), "2.5"),
        f"QPD|Q22^Find Candidates^HL7|{escape(control_id)}|@PV1.3^{escape(bed)}",
        "RCP|I|1^RD",
    ]
    return _payload(lines, "UNICODE UTF-8")


def _opening(dialect: Dialect, bed: str, at: str, control_id: str) -> list[str]:
    if dialect == "mdc":
        return [
            _header("EBB DEMO MONITOR^0000000000000001^EUI-64", at, "ORU^R01^ORU_R01", control_id, "2.6"),
            "PID|||",
            f"PV1||I|^^{bed}",
            f"OBR|1||{control_id}|182777000^monitoring of patient^SCT|||{at}",
        ]
    return [
        _header("EBB DEMO MONITOR", at, "ORU^R01", control_id, "2.3"),
        "PID|||",
        f"PV1||I|^^{bed}&0&0",
        f"OBR|||||||{at}",
    ]


def _header(application: str, at: str, message_type: str, control_id: str, version: str) -> str:
    return f"MSH|^~\\&|{application}||EBB||{at}||{message_type}|{control_id}|P|{version}||||||"


def _observation(dialect: Dialect, column: str, number: int, digits: str, at: str) -> str:
    if dialect == "mdc":
        term, unit = _MDC[column]
        return f"OBX|{number}|NM|{term.code}^{term.name}^MDC|1.1.1.{term.code}|{digits}|{unit}|||||R|||{at}"
    term, unit = _MDIL[column]
    return f"OBX||NM|{term.code}^{term.name}^MDIL|0|{digits}|{unit}|||||F"


def _digits(column: str, value: float) -> str:
    if not isfinite(value):
        raise ValueError(f"{column} is {value}; send a number, or None for what is not measured")
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _payload(lines: list[str], charset: str) -> bytes:
    declared, codec = choose("".join(lines), charset)
    lines[0] += declared
    return "".join(line + "\r" for line in lines).encode(codec)


def _sent_as(vocabulary: Vocabulary, thermometer: str) -> dict[str, tuple[Term, str]]:
    """The best term of each column and its unit; a bedside thermometer is sent without its site, under that code."""
    by_rank = sorted(vocabulary.terms, key=lambda term: (term.code == thermometer, -term.rank))
    return {term.column: (term, vocabulary.units[next(iter(ACCEPTED[term.column]))]) for term in by_rank}


_MDC = _sent_as(MDC, thermometer="150344")
_MDIL = _sent_as(MDIL, thermometer="0002-4b48")
