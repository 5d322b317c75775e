from dataclasses import dataclass, field


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


@dataclass
class Report:
    """What was read and what was wrong. `unsealed` counts fresh rows whose minute has no entry yet."""

    entries: int = 0
    chains: int = 0
    facts: int = 0
    anchors: int = 0
    unsealed: int = 0
    faults: list[Fault] = field(default_factory=list)

    def fault(self, what: str, **where: object) -> None:
        self.faults.append(Fault(what, **where))
