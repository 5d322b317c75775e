"""What an address left behind that never made a message: told once a minute, however often it comes.

Rows are only ever added, so a peer that breaks off again and again must not fill the table: 825 halves in six seconds
become one row, and a second that counts the rest.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ebb.clinic.gateway.incoming import Incoming, nothing_readable

EVERY = timedelta(minutes=1)  # [D]


@dataclass
class _Noted:
    at: datetime
    more: int = 0


class UnreadableBytes:
    """One for each gateway. An address is forgotten once a minute went by without more of it."""

    def __init__(self) -> None:
        self._noted: dict[str, _Noted] = {}

    def row(self, reason: str, *, peer: str, at: datetime) -> Incoming | None:
        """The row to store for it; None while the address had its row within the minute, and then it is counted."""
        noted = self._noted.get(peer)
        if noted is not None:
            noted.more += 1
            return None
        self._noted[peer] = _Noted(at)
        return nothing_readable(reason, peer=peer, at=at)

    def counted(self, at: datetime) -> list[Incoming]:
        """The rows that say how often it came again, for each address whose minute is over."""
        over = {peer: noted for peer, noted in self._noted.items() if at - noted.at >= EVERY}
        rows = []
        for peer, noted in over.items():
            del self._noted[peer]
            if noted.more:
                self._noted[peer] = _Noted(at)
                reason = (
                    f"{noted.more} more connections ended in the middle of a message or with bytes outside any frame"
                )
                rows.append(nothing_readable(reason, peer=peer, at=at))
        return rows
