from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One place where the record contradicts itself."""

    what: str
    chain: str = ""
    sequence: int | None = None
    table: str = ""
    row: str = ""

    def __str__(self) -> str:
        place = {"chain": self.chain, "sequence": self.sequence, "table": self.table, "id": self.row}
        return " ".join(f"{name}={value or '-'}" for name, value in place.items()) + f": {self.what}"
