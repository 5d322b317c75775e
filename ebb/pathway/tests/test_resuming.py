from ebb.pathway import events as e
from ebb.pathway.at_the_pump import judge_resume, paused_since
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.visit_facts import VisitFacts

STARTED = happened(e.InfusionStarted, 30)
PAUSED = happened(e.Paused, 40)


def ids(at: float, *events: e.Event, monitor: float | None = None) -> list[str]:
    monitor_at = None if monitor is None else minute(monitor)
    return [
        finding.id for finding in judge_resume(VisitFacts.of([STARTED, *events]), minute(at), monitor_at=monitor_at)
    ]


def test_a_short_pause_ends_freely() -> None:
    assert ids(55, PAUSED) == []


def test_after_a_quarter_of_an_hour_it_wants_new_vitals() -> None:
    assert ids(56, PAUSED) == ["P-vitals"]
    assert ids(56, PAUSED, happened(e.VitalsCharted, 50)) == []
    assert ids(56, PAUSED, monitor=55) == []
    assert ids(56, PAUSED, monitor=39) == ["P-vitals"]


def test_after_half_an_hour_the_session_is_over() -> None:
    assert ids(70, PAUSED, monitor=69) == []
    assert ids(71, PAUSED, monitor=70) == ["P-over"]


def test_a_pump_found_stopped_counts_from_its_true_stop() -> None:
    found = happened(e.PumpFoundStopped, 50, stopped_at=minute(35))

    assert paused_since(VisitFacts.of([STARTED, found])) == minute(35)
    assert ids(66, found, monitor=65) == ["P-over"]


def test_a_running_infusion_is_not_paused() -> None:
    assert paused_since(VisitFacts.of([STARTED, PAUSED, happened(e.Resumed, 45)])) is None
    assert judge_resume(VisitFacts.of([STARTED]), minute(90)) == []
