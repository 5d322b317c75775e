"""Anchors against each other, against the key, and against the chains whose heads they signed."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from ebb.clinic.record import anchors
from ebb.clinic.record.faults import Report
from ebb.clinic.record.models import Anchor

ANCHORS = Anchor._meta.db_table
BLOCK = 100
UNFIT = "the chain no longer fits the anchor"


class AnchoredHeads:
    """What the anchors signed, by chain; entries are held against it as they come, in their order.

    `apart` is by how much two clocks may differ.
    """

    def __init__(self, report: Report, *, at: datetime, apart: timedelta) -> None:
        self._report, self._at, self._apart = report, at, apart
        self._made: list[tuple[int, datetime]] = []
        self._untimed: set[int] = set()
        self._lengths: dict[str, list[int]] = defaultdict(list)
        self._signed: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._read()

    def _read(self) -> None:
        before, entries, key = None, 0, anchors.public_key()
        for place, anchor in enumerate(Anchor.objects.order_by("id").iterator(BLOCK)):
            self._report.anchors += 1
            self._check(anchor, before, key)
            self._made.append((anchor.pk, anchor.made_at))
            if anchor.last_entry is None or anchor.invented:
                self._untimed.add(place)
            for chain, (length, head) in anchor.heads.items():
                entries += length - (self._lengths[chain][-1] if self._lengths[chain] else 0)
                self._lengths[chain].append(length)
                self._signed[chain].append((head, place))
            if anchor.last_entry is not None and (anchor.chains, anchor.entries) != (len(self._lengths), entries):
                self._fault(anchor.pk, "the anchor's counts are not those of the heads it signed")
            before = anchor

    def _check(self, anchor: Anchor, before: Anchor | None, key: str) -> None:
        if anchor.previous != (before.digest if before else "") or anchor.digest != anchors.anchor_digest(anchor):
            self._fault(anchor.pk, "the anchor was changed or one before it is gone")
        elif not anchors.signature_holds(anchor.digest, anchor.signature, key):
            self._fault(anchor.pk, "the anchor was not signed with this clinic's key")
        if before and anchor.made_at < before.made_at - self._apart:
            self._fault(anchor.pk, "the anchor was made before the one before it")
        if anchor.made_at > self._at + self._apart:
            self._fault(anchor.pk, "the anchor was made in the future")

    def check_entry(self, chain: str, sequence: int, digest: str, written_at: datetime) -> None:
        """One entry of a chain: the one an anchor signed, and not written before an anchor that does not hold it."""
        lengths, signed = self._lengths.get(chain, ()), self._signed.get(chain, ())
        place, first_to_hold_it = bisect_left(lengths, sequence), self._first_to_hold(chain, sequence)
        while place < len(lengths) and lengths[place] == sequence:
            head, anchor = signed[place]
            if head != digest:
                self._fault(self._made[anchor][0], UNFIT, chain=chain, sequence=sequence)
            place += 1
        if first_to_hold_it in self._untimed or not first_to_hold_it:
            return
        if written_at < self._made[first_to_hold_it - 1][1] - self._apart:
            what = "was written before an anchor that does not hold it"
            self._fault(self._made[first_to_hold_it - 1][0], what, chain=chain, sequence=sequence)

    def has_true_times(self, chain: str, sequence: int) -> bool:
        """Whether this entry was written when it says: all but a demonstration's invented past.

        Nobody compared times before anchors signed their last entry, so those are left alone as well.
        """
        return self._first_to_hold(chain, sequence) not in self._untimed

    def _first_to_hold(self, chain: str, sequence: int) -> int:
        """The place of the first anchor that holds this entry; beyond the last one where none does."""
        signed = self._signed.get(chain, ())
        place = bisect_left(self._lengths.get(chain, ()), sequence)
        return signed[place][1] if place < len(signed) else len(self._made)

    def length_at(self, anchor: int, chain: str) -> int:
        """How many entries of a chain the anchor of this number held, by itself or by those before it."""
        held = [length for length, (_, place) in self._heads_of(chain) if self._made[place][0] <= anchor]
        return held[-1] if held else 0

    def check_end(self, chain: str, length: int) -> None:
        """A chain ends here; nothing that an anchor signed lies beyond."""
        for signed, (_, anchor) in self._heads_of(chain):
            if signed > length:
                self._fault(self._made[anchor][0], UNFIT, chain=chain, sequence=signed)
        self._lengths.pop(chain, None)
        self._signed.pop(chain, None)

    def _heads_of(self, chain: str) -> Iterator[tuple[int, tuple[str, int]]]:
        return zip(self._lengths.get(chain, ()), self._signed.get(chain, ()), strict=True)

    def check_rest(self) -> None:
        """Chains that anchors signed and of which nothing is left."""
        for chain in list(self._lengths):
            self.check_end(chain, 0)

    def _fault(self, anchor: int, what: str, **where: object) -> None:
        self._report.fault(what, table=ANCHORS, row=str(anchor), **where)


def check_checkpoint(report: Report, line: str) -> None:
    """Hold the line of an exported or printed anchor against the database."""
    number = anchors.number_of(line)
    if not number:
        report.fault("the exported anchor cannot be read")
        return
    *_, value, signature = line.strip().split(":")
    where = {"table": ANCHORS, "row": number}
    anchor = Anchor.objects.filter(pk=int(number)).first()
    if not anchors.signature_holds(value, signature, anchors.public_key()):
        report.fault("the exported anchor was not signed with this clinic's key", **where)
    elif anchor is None:
        report.fault("the exported anchor is not in the database", **where)
    elif anchor.digest != value:
        report.fault("the exported anchor differs from the one in the database", **where)
