"""Which of several numbers for the same column is charted, when one message brings more than one."""

from __future__ import annotations

from datetime import UTC, datetime

from ebb.devices.observations import Measurement, Unmapped

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def choose(column: str, candidates: list[Measurement]) -> tuple[Measurement | None, tuple[Unmapped, ...]]:
    """The one to chart, and the others that say something else, as unmapped with the reason.

    First the term that ranks best (pulse from the oximeter before the cuff's). Among equals the first channel, as told
    apart by their sub-ids (OBX-4). Of one channel the latest. Where one channel gives two numbers for one instant,
    none is charted: nothing tells which is right.
    """
    best_rank = min(taken.channel.term.rank for taken in candidates)
    ranked = [taken for taken in candidates if taken.channel.term.rank == best_rank]
    channel = [taken for taken in ranked if taken.sub_id == ranked[0].sub_id]
    newest = max(taken.taken_at or _LONG_AGO for taken in channel)
    latest = [taken for taken in channel if (taken.taken_at or _LONG_AGO) == newest]
    if len({_value(taken) for taken in latest}) > 1:
        reason = f"{len(latest)} different numbers for {column} in one channel at one time"
        return None, tuple(taken.unmapped(reason) for taken in candidates)
    best = latest[0]
    best.in_doubt = any(taken.in_doubt for taken in latest)
    others = [taken for taken in candidates if _value(taken) != _value(best)]
    reason = f"{column} is charted as {_value(best):g} from {best.channel.term.name} {best.sub_id}".rstrip()
    return best, tuple(taken.unmapped(reason) for taken in others)


def _value(taken: Measurement) -> float:
    assert taken.number is not None
    return taken.channel.convert(taken.number)
