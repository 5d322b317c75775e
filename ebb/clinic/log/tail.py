"""Reading a table of facts as it grows, in the order of its numbers."""

from typing import Generic, TypeVar

from django.db import connection, models

from ebb.clinic.log.id_gaps import IdGap

GAP_WAIT_SECONDS = 2.0
"""How long rows wait behind a missing number that may still come. No transaction of ours takes 50 ms; one that hangs
must not hold back an alarm."""

LOOK_BACK = 64
"""How many numbers below the first place are looked at for rows under way when the tail was made."""

Row = TypeVar("Row", bound=models.Model)


class Tail(Generic[Row]):
    """The rows after `after_id`, each given once. `after_id` moves along; all up to it that will ever be are given.

    Rows come in the order of their numbers. Only one that committed seconds after its neighbours comes late and out
    of order; none is passed over.
    """

    def __init__(self, model: type[Row], after_id: int) -> None:
        self.model = model
        self.after_id = after_id
        self._gap: IdGap | None = None
        self._late: list[IdGap] | None = None

    def new(self, limit: int = 1000) -> list[Row]:
        """What was committed since the last call. One query when nothing was; a few more at a missing number."""
        if connection.vendor != "postgresql":
            rows = self._after(limit)
            self.after_id = rows[-1].pk if rows else self.after_id
            return rows
        late = self._arrived_late()
        return late + self._up_to_gap(self._after(limit))

    def _after(self, limit: int) -> list[Row]:
        return list(self.model.objects.filter(pk__gt=self.after_id).order_by("pk")[:limit])

    def _up_to_gap(self, rows: list[Row]) -> list[Row]:
        given: list[Row] = []
        for row in rows:
            if row.pk > self.after_id + 1 and self._must_wait(range(self.after_id + 1, row.pk)):
                break
            given.append(row)
            self.after_id = row.pk
        return given

    def _must_wait(self, missing: range) -> bool:
        if self._gap is None or self._gap.ids != missing:
            self._gap = IdGap.seen_now(self.model, missing)
        gap = self._gap
        if gap.may_be_filled():
            if gap.age_seconds < GAP_WAIT_SECONDS:
                return True
            self._late.append(gap)
        elif self._within(missing).exists():
            # It was committed between our reading the rows and our asking who writes; the next call reads it.
            return True
        self._gap = None
        return False

    def _arrived_late(self) -> list[Row]:
        if self._late is None:
            self._late = self._under_way_at_start()
        arrived: list[Row] = []
        for gap in list(self._late):
            still_open = gap.may_be_filled()
            rows = [row for row in self._within(gap.ids).order_by("pk") if row.pk not in gap.filled]
            arrived += rows
            gap.filled |= {row.pk for row in rows}
            if not still_open:
                self._late.remove(gap)
        return arrived

    def _under_way_at_start(self) -> list[IdGap]:
        """Numbers just below the first place whose rows had not committed when the caller chose it."""
        gap = IdGap.seen_now(self.model, range(max(1, self.after_id - LOOK_BACK + 1), self.after_id + 1))
        if not gap.writers:
            return []
        gap.filled = set(self._within(gap.ids).values_list("pk", flat=True))
        return [gap]

    def _within(self, ids: range) -> models.QuerySet:
        return self.model.objects.filter(pk__gte=ids.start, pk__lt=ids.stop)
