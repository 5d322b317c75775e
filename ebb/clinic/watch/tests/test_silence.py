"""The cable is pulled."""

from ebb.clinic.infusion.models import Event

NO_DATA = ("spo2_percent", "no data")


def test_a_monitor_that_falls_silent_is_told_within_the_half_minute_and_over_when_it_speaks(ward):
    ward.watching(0, 5, spo2_percent=97, hr_per_min=70)
    ward.watching(6, 40)
    ward.watching(41, 43, spo2_percent=97, hr_per_min=70)

    assert ward.steps() == [
        (*NO_DATA, "raised", "low", 21.0),
        (*NO_DATA, "escalated", "medium", 36.0),
        (*NO_DATA, "cleared", "medium", 41.0),
    ]


def test_a_bound_monitor_that_never_spoke_is_missed_too(ward):
    ward.watching(0, 20)

    assert [step[:3] for step in ward.steps()][:1] == [(*NO_DATA, "raised")]


def test_a_chair_without_a_monitor_is_never_silent(ward, infusion, cast, sit):
    sit(infusion, chair=cast.plain_chair)
    ward.restart(0)

    ward.watching(0, 60)

    assert ward.steps() == []


def test_nobody_misses_a_monitor_after_the_infusion_ended(ward, infusion, sit):
    ward.watching(0, 5, spo2_percent=97)
    ward.watching(6, 25)
    sit(infusion, state="recovering")

    ward.watching(26, 60)

    assert [(cause, state) for _, cause, state, _, _ in ward.steps()] == [("no data", "raised"), ("no data", "cleared")]


def test_off_the_monitor_holds_for_ten_minutes(ward, infusion, cast):
    ward.watching(0, 5, spo2_percent=97)
    Event.objects.create(
        infusion=infusion, kind="OffMonitor", name="Sam Second", happened_at=ward.at(6), written_at=ward.at(6),
        by=cast.nurse.pk,
    )  # fmt: skip
    ward.watching(6, 600)
    silent = ward.steps()
    ward.watching(601, 610)

    assert silent == []
    assert [step[:3] for step in ward.steps()] == [(*NO_DATA, "raised")]


def test_off_the_monitor_recorded_by_mistake_does_not_hide_its_silence(ward, infusion, cast):
    ward.watching(0, 5, spo2_percent=97)
    written = {"infusion": infusion, "happened_at": ward.at(6), "written_at": ward.at(6), "by": cast.nurse.pk}
    mistaken = Event.objects.create(kind="OffMonitor", name="Sam Second", **written)
    Event.objects.create(kind="Superseded", event_id=str(mistaken.pk), reason="another chair", **written)

    ward.watching(6, 30)

    assert [step[:3] for step in ward.steps()] == [(*NO_DATA, "raised")]


def test_a_monitor_that_speaks_every_ten_seconds_is_not_silent_in_between(ward):
    for second in range(0, 120, 10):
        ward.send(second, spo2_percent=97)
        ward.watching(second, second + 9)

    assert ward.steps() == []
