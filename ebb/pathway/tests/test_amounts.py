from datetime import timedelta
from decimal import Decimal

from ebb.pathway import events as e
from ebb.pathway.amounts import FromContainer, ends_at, given, pump_differences, remaining_mg
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.visit_facts import VisitFacts

START = happened(e.InfusionStarted, 0)


def test_an_hour_at_sixty_is_sixty() -> None:
    now = given(VisitFacts.of([START]), minute(60))

    assert now.total_mg == now.volume_ml == 60
    assert now.container == "bag 1"
    assert now.rate_ml_per_h == now.rate_mg_per_h == 60


def test_before_the_start_nothing_was_given() -> None:
    now = given(VisitFacts.of([START]), minute(-1))

    assert now.total_mg == now.rate_ml_per_h == 0
    assert now.container == ""
    assert VisitFacts.of([]).segments(minute(10)) == []


def test_a_pause_gives_nothing_and_a_new_rate_counts_from_its_moment() -> None:
    events = [
        START,
        happened(e.Paused, 10),
        happened(e.Resumed, 20, rate_ml_per_h=Decimal(30)),
        happened(e.RateChanged, 40, rate_ml_per_h=Decimal(60)),
    ]

    now = given(VisitFacts.of(events), minute(50))

    assert now.total_mg == 10 + 10 + 10
    assert given(VisitFacts.of(events), minute(15)).rate_ml_per_h == 0
    assert [(segment.start, segment.end) for segment in VisitFacts.of(events).segments(minute(50))] == [
        (minute(0), minute(10)),
        (minute(20), minute(40)),
        (minute(40), minute(50)),
    ]


def test_what_does_not_touch_the_pump_does_not_cut_a_stretch() -> None:
    events = [START, happened(e.Noted, 10, text="quiet"), happened(e.VitalsCharted, 20, source="typed")]

    found = VisitFacts.of(events).segments(minute(30))

    assert [(segment.start, segment.end) for segment in found] == [(minute(0), minute(30))]


def test_a_stronger_bag_cannot_hide_its_milligrams() -> None:
    events = [START, happened(e.ContainerChanged, 30, rate_ml_per_h=Decimal(60))]

    now = given(VisitFacts.of(events), minute(60))

    assert now.volume_ml == 60
    assert now.total_mg == 30 + 60
    assert now.by_container["bag 1"] == FromContainer(mg=Decimal(30), volume_ml=Decimal(30))
    assert now.by_container["bag 2"] == FromContainer(mg=Decimal(60), volume_ml=Decimal(30))


def test_a_bag_changed_during_a_pause_does_not_run_until_resumed() -> None:
    events = [
        START,
        happened(e.Paused, 10),
        happened(e.ContainerChanged, 15),
        happened(e.Resumed, 20, rate_ml_per_h=Decimal(30)),
    ]

    assert given(VisitFacts.of(events), minute(19)).total_mg == 10
    assert given(VisitFacts.of(events), minute(30)).total_mg == 10 + 10


def test_a_stop_found_late_ends_the_flow_at_its_true_time() -> None:
    found = happened(e.PumpFoundStopped, 30, stopped_at=minute(20))
    events = [START, happened(e.RateChanged, 25), found]

    assert given(VisitFacts.of(events), minute(40)).total_mg == 20
    assert given(VisitFacts.of(events), minute(22)).rate_ml_per_h == 0
    assert given(VisitFacts.of(events), minute(19)).rate_ml_per_h == 60
    assert given(VisitFacts.of([*events, happened(e.Resumed, 35)]), minute(45)).total_mg == 20 + 10


def test_a_bolus_is_in_the_total_and_leaves_the_order_whole() -> None:
    events = [START, happened(e.BolusGiven, 10)]

    now = given(VisitFacts.of(events), minute(20))

    assert now.infused_mg == 20
    assert now.boluses_mg == 5
    assert now.total_mg == 25
    assert given(VisitFacts.of(events), minute(9)).boluses_mg == 0
    assert remaining_mg(Decimal(40), VisitFacts.of(events), minute(20)) == 20


def test_it_knows_when_the_order_will_be_in() -> None:
    events = [START, happened(e.RateChanged, 20, rate_ml_per_h=Decimal(30))]

    assert ends_at(Decimal(40), VisitFacts.of(events), minute(10)) == minute(40)
    assert ends_at(Decimal(40), VisitFacts.of(events), minute(30)) == minute(60)
    assert ends_at(Decimal(40), VisitFacts.of(events), minute(90)) == minute(90)
    assert ends_at(Decimal(40), VisitFacts.of([*events, happened(e.Paused, 30)]), minute(31)) is None
    assert remaining_mg(Decimal(40), VisitFacts.of(events), minute(90)) == 0


def test_the_end_is_the_end() -> None:
    for end in (happened(e.Stopped, 30), happened(e.TakenByAmbulance, 30)):
        assert given(VisitFacts.of([START, end]), minute(90)).total_mg == 30


def test_the_pumps_own_volume_stands_beside_the_calculated_one() -> None:
    at_change = happened(e.PumpVolumeRead, 30, volume_ml=Decimal(31))
    late = happened(e.PumpVolumeRead, 50, volume_ml=Decimal("8.9"))
    events = [START, at_change, happened(e.ContainerChanged, 30), late]

    first, second = pump_differences(VisitFacts.of(events))

    assert (first.container, first.within_tolerance) == ("bag 1", True)
    assert first.calculated_ml == 30
    assert first.difference_ml == 1
    assert (second.container, second.within_tolerance) == ("bag 2", False)
    assert second.calculated_ml == 10
    assert pump_differences(VisitFacts.of([START])) == []


def test_a_withdrawn_reading_is_not_compared() -> None:
    reading = happened(e.PumpVolumeRead, 30, id="r1")

    assert pump_differences(VisitFacts.of([START, reading, happened(e.Superseded, 31, event_id="r1")])) == []


def test_the_end_is_known_to_the_microsecond() -> None:
    seven = happened(e.InfusionStarted, 0, rate_ml_per_h=Decimal(7))

    end = ends_at(Decimal(40), VisitFacts.of([seven]), minute(0))

    assert end is not None
    assert abs(end - minute(40 / 7 * 60)) < timedelta(milliseconds=1)
