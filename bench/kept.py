"""What the two bare loops of `bare.py` keep of a message: the table and how a payload becomes its row.

`raw` keeps its number and its text. `rows` keeps what somebody's own sixty lines would: also the device's time, the bed
and the numbers, each in its column, found by plain splitting that trusts the sender, with one index to read a bed's
numbers by time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

CODES = {
    "147842": "hr_per_min",
    "149530": "pulse_per_min",
    "150456": "spo2_percent",
    "151562": "rr_per_min",
    "150021": "nibp_sys_mmhg",
    "150022": "nibp_dia_mmhg",
    "150023": "nibp_mean_mmhg",
    "150344": "temp_c",
}
COLUMNS = tuple(CODES.values())
Row = tuple[str | float | None, ...]


@dataclass(frozen=True)
class Kept:
    """`columns` with their types, as both databases understand them. `row` reads a payload without its frame."""

    table: str
    columns: dict[str, str]
    indexed: str
    row: Callable[[bytes], Row]


def raw(payload: bytes) -> Row:
    text = payload.decode()
    return text.split("|", 10)[9], text


def rows(payload: bytes) -> Row:
    text = payload.decode()
    values: dict[str, float] = {}
    for line in text.split("\r"):
        fields = line.split("|")
        match fields[0]:
            case "OBX":
                values[CODES[fields[3].split("^", 1)[0]]] = float(fields[5])
            case "MSH":
                control_id = fields[9]
            case "PV1":
                bed = fields[3].split("^")[2]
            case "OBR":
                taken_at = datetime.fromisoformat(f"{fields[7][:8]}T{fields[7][8:]}")
    return control_id, bed, taken_at.isoformat(), *map(values.get, COLUMNS), text


NAMED = {"control_id": "text"}
PLACED = {"bed": "text", "taken_at": "timestamptz"}
NUMBERS = dict.fromkeys(COLUMNS, "double precision")
RAW = {"raw": "text"}
KEPT = {
    "raw": Kept("bare_raw", NAMED | RAW, "", raw),
    "rows": Kept("bare_rows", NAMED | PLACED | NUMBERS | RAW, "bed, taken_at", rows),
}
