from datetime import date, timedelta

from ebb.pathway.findings import Level
from ebb.pathway.limits import judge_series
from ebb.pathway.programmes import EXTENDED, SHORT, Programme

DAY = date(2027, 3, 9)


def judged(number: int, programme: Programme = SHORT, earlier: int = 0) -> list[tuple[str, Level]]:
    series = [DAY - timedelta(days=n) for n in range(1, number)]
    before = [DAY - timedelta(days=60 + n) for n in range(earlier)]
    return [(finding.id, finding.level) for finding in judge_series(programme, on=DAY, series=series, earlier=before)]


def test_a_short_series_has_six_and_at_most_ten() -> None:
    assert judged(6) == []
    assert judged(7) == [("L-series-soft-high", Level.OVERRIDE)]
    assert judged(11) == [("L-series-hard-high", Level.STOP)]


def test_an_extended_series_has_at_most_ten() -> None:
    assert judged(10, EXTENDED) == []
    assert judged(11, EXTENDED) == [("L-series-hard-high", Level.STOP)]


def test_nobody_is_infused_twice_on_one_day() -> None:
    [finding] = judge_series(SHORT, on=DAY, series=[DAY])

    assert (finding.id, finding.level) == ("L-series-same-day", Level.STOP)


def test_thirteen_in_twelve_months_need_a_reason() -> None:
    assert judged(2, earlier=10) == []
    assert judged(2, earlier=12) == [("L-year-soft-high", Level.OVERRIDE)]


def test_what_lies_more_than_a_year_back_does_not_count() -> None:
    long_ago = [DAY - timedelta(days=366 + n) for n in range(20)]

    assert judge_series(SHORT, on=DAY, series=[], earlier=long_ago) == []
