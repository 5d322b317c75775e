from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.infusion.tests.monitor import speak
from ebb.clinic.visit.figure import visit_figure
from ebb.clinic.visit.snapshot import snapshot
from ebb.figure import Figure


def test_it_draws_a_typed_visit(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at, chair=cast.plain_chair)

    drawn = visit_figure(snapshot(infusion, after(at, 10)))

    texts = {row.panel: row for row in drawn.rows()}
    assert {"Rate", "Predicted ketamine", "Vitals", "Blood pressure", "Scores", "Events"} <= texts.keys()
    assert ElementTree.fromstring(drawn.svg()).tag.endswith("svg")


def test_the_rate_shows_the_pause_and_what_is_planned(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    actions.pause(infusion, reason="toilet", by=cast.nurse.pk, at=after(at, 10))
    actions.resume(infusion, by=cast.nurse.pk, at=after(at, 15))

    rate = visit_figure(snapshot(infusion, after(at, 20))).panels[0]

    assert [(step.value, step.end - step.start, step.planned) for step in rate.segments] == [
        (60.0, timedelta(minutes=10), False),
        (0.0, timedelta(minutes=5), False),
        (60.0, timedelta(minutes=5), False),
        (60.0, timedelta(minutes=25), True),
    ]


def test_the_rate_is_written_as_it_was_recorded(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    actions.change_rate(infusion, rate_ml_per_h=Decimal("52.25"), by=cast.nurse.pk, at=after(at, 5))

    rate = visit_figure(snapshot(infusion, after(at, 10))).panels[0]

    assert [step.label for step in rate.segments] == ["60 mL/h", "52.25 mL/h", ""]


def test_the_lines_follow_what_was_given(cast: SimpleNamespace, at: datetime) -> None:
    slow, fast = journey.running(cast, at), None
    half = visit_figure(snapshot(slow, after(at, 5))).panels[1].lines[0]
    actions.change_rate(slow, rate_ml_per_h=Decimal(30), by=cast.nurse.pk, at=after(at, 5))

    fast = visit_figure(snapshot(slow, after(at, 20))).panels[1].lines[0]

    assert _at(half, after(at, 20)) > _at(fast, after(at, 20)) > 0


def test_a_silence_of_the_monitor_is_a_gap_and_not_a_line(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    speak(infusion, at, seconds=60)
    speak(infusion, after(at, 4), seconds=60)

    seen = snapshot(infusion, after(at, 5))

    assert [(gap.start, gap.end) for gap in seen.gaps] == [(at + timedelta(seconds=59), after(at, 4))]
    assert [gap.text for gap in panel(visit_figure(seen), "Vitals").gaps] == ["monitor lost"]


def test_s_ketamine_stands_apart_with_its_band_and_its_metabolite(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    drawn = visit_figure(snapshot(infusion, after(at, 10)))

    drug, norketamine = panel(drawn, "Predicted S-ketamine, half of it").lines
    assert (drug.band_name, bool(drug.band)) == ("90 % of people", True)
    assert (norketamine.name, norketamine.weight) == ("norketamine", "thin")
    assert [line.band for line in panel(drawn, "Predicted ketamine").lines] == [None, None]


def panel(drawn: Figure, label: str) -> Any:
    return next(one for one in drawn.panels if one.label == label)


def _at(line: object, moment: datetime) -> float:
    return next(value for when, value in line.points if when >= moment)
