"""Draw docs/pictures/infusion.svg: an invented infusion on an invented body, by the figure's own room."""

import os
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import django

from ebb.clinic.demo.body import DISSOCIATION_LAG_MIN, PRESSURE_LAG_MIN, Body, delayed
from ebb.clinic.plan.prediction import panels
from ebb.figure import (
    ClockAxis,
    Figure,
    Gap,
    Mark,
    Marks,
    Panel,
    Pressure,
    Pressures,
    ScoreRow,
    Scores,
    Steps,
    StepSegment,
    Trace,
    Traces,
)
from ebb.pathway import events as e
from ebb.pathway.prediction import SHOWN, predicted
from ebb.pathway.visit_facts import VisitFacts

FILE = Path(__file__).parents[1] / "docs" / "pictures" / "infusion.svg"
START = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
LOST = (21, 24)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def what_happened() -> VisitFacts:
    """40 mg over 40 minutes of drug, with one pause."""
    whole = Decimal(60)
    bag = {"container": "bag 1", "concentration_mg_per_ml": Decimal(1), "rate_ml_per_h": whole}
    return VisitFacts.of(
        [
            e.InfusionStarted(id="1", at=at(0), by="nora", **bag),
            e.Paused(id="2", at=at(14), by="nora", reason="cannula flushed"),
            e.Resumed(id="3", at=at(17), by="nora", rate_ml_per_h=whole),
            e.Stopped(id="4", at=at(43), by="nora", completed=True),
        ]
    )


def infusion() -> Figure:
    """The figure as it stood a quarter of an hour after the end."""
    facts, body = what_happened(), Body.of("figure", age=52)
    curves = predicted(
        facts, weight_kg=80, age_y=52, from_=START, to=at(100), at=at(60), models=SHOWN,
        ordered_mg=Decimal(40),
    )  # fmt: skip
    plasma = [((when - START).total_seconds() / 60, level) for when, level in curves[0].points]
    return Figure(
        title="An invented infusion",
        description="40 mg over 40 minutes with one pause, to an invented patient; predictions are no measurements.",
        axis=ClockAxis(at(-10), at(100), UTC),
        panels=[rate(facts), *panels(curves), *monitor(body, plasma), scores(body, plasma), marks(facts)],
        now=at(60),
    )


def rate(facts: VisitFacts) -> Steps:
    ran = [StepSegment(one.start, one.end, float(one.mg_per_h)) for one in facts.segments(at(60))]
    return Steps("Rate", "mg/h", [ran[0], StepSegment(at(14), at(17), 0), *ran[1:]])


def monitor(body: Body, plasma: list[tuple[float, float]]) -> list[Panel]:
    site = dict(delayed(plasma, PRESSURE_LAG_MIN))
    minutes = [minute / 2 for minute in range(-20, 121)]
    seen = {minute: body.continuous(minute * 60, site.get(float(int(minute)), 0.0)) for minute in minutes}
    lost = range(*LOST)

    def points(key: str) -> list[tuple[datetime, float | None]]:
        return [(at(minute), None if int(minute) in lost else seen[minute][key]) for minute in minutes]

    cuffs = [(minute, body.cuff(minute * 60, site.get(float(minute), 0.0))) for minute in range(-10, 61, 10)]
    return [
        Traces(
            "Monitor",
            [
                Trace("hr_per_min", "HR", "/min", points("hr_per_min"), low=50, high=120),
                Trace("spo2_percent", "SpO2", "%", points("spo2_percent"), low=92),
                Trace("rr_per_min", "RR", "/min", points("rr_per_min"), low=8),
            ],
            [Gap(at(LOST[0]), at(LOST[1]), "monitor lost 10:21–10:24")],
        ),
        Pressures(
            "Pressure",
            [Pressure(at(minute), cuff["nibp_sys_mmhg"], cuff["nibp_dia_mmhg"]) for minute, cuff in cuffs],
            limit_sys=165,
            low_sys=95,
        ),
    ]


def scores(body: Body, plasma: list[tuple[float, float]]) -> Scores:
    site, level = dict(delayed(plasma, DISSOCIATION_LAG_MIN)), dict(plasma)
    scored_min = [float(minute) for minute in (0, 15, 30, 45, 60)]
    away = [(at(m), body.dissociation(site[m], first_visit=True)) for m in scored_min]
    return Scores(
        "Scores",
        [
            ScoreRow("dissociation", "Dissociation", [(when, str(score), score >= 3) for when, score in away]),
            ScoreRow("pain", "Pain", [(at(m), str(body.pain_now(level[m])), False) for m in scored_min]),
        ],
    )


def marks(facts: VisitFacts) -> Marks:
    words = {e.InfusionStarted: "start", e.Paused: "pause", e.Resumed: "on", e.Stopped: "end, 40 mg given"}
    return Marks("Events", [Mark(event.at, words[type(event)]) for event in facts])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ebb.clinic.settings")
    django.setup()  # the panels of predictions are the clinic's own, and take their words from its translations
    FILE.write_text(infusion().svg("print") + "\n")
