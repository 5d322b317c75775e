"""A heart or a breath that stands still is a high alarm, whichever way the monitor says so."""

import pytest

from ebb.clinic.vitals.models import AlarmChange


@pytest.mark.parametrize(
    ("column", "usual", "after_s", "text"),
    [
        ("hr_per_min", 70, 5, "Heart rate 0 /min: asystole"),
        ("rr_per_min", 14, 15, "Breathing rate 0 /min: apnoea"),
        ("etco2_mmhg", 38, 20, "End-tidal CO2 0 mmHg: apnoea"),
    ],
)
def test_nought_is_a_high_alarm_in_words(ward, column, usual, after_s, text):
    ward.watching(0, 9, **{column: usual})
    ward.watching(10, 10 + after_s - 1, **{column: 0})
    before = AlarmChange.objects.filter(priority="high").count()
    ward.watching(10 + after_s, 10 + after_s, **{column: 0})

    assert before == 0
    assert AlarmChange.objects.get(priority="high").text == text


def test_nought_with_a_probe_off_is_no_standstill(ward):
    ward.watching(0, 9, rr_per_min=14)
    ward.watching(10, 40, probe_off="rr_per_min")

    assert {cause for _, cause, *_ in ward.steps()} == {"no signal"}


def test_the_monitors_own_word_is_a_high_alarm_at_once_until_breath_is_measured_again(ward):
    ward.watching(0, 3, rr_per_min=14)
    ward.watching(4, 6, texts="*** APNEA")
    ward.watching(7, 8, spo2_percent=95)
    still_open = ward.steps()
    ward.watching(9, 9, rr_per_min=12)

    assert still_open == [("apnoea", "high", "raised", "high", 4.0)]
    assert ward.steps()[1:] == [("apnoea", "high", "cleared", "high", 9.0)]
    assert AlarmChange.objects.first().text == "Apnoea, says the monitor"


def test_an_alarm_message_of_the_monitor_counts_too_also_over_a_restart(ward):
    ward.watching(0, 3, spo2_percent=97)
    ward.send(4, kind="alert", texts="MDC_EVT_APNEA APNEA\nMDC_ATTR_EVENT_PHASE start")
    ward.watching(4, 5, spo2_percent=95)
    ward.restart(6)
    ward.watching(6, 8, spo2_percent=93)

    assert ward.steps() == [("apnoea", "high", "raised", "high", 4.0)]


@pytest.mark.parametrize("texts", ["MDC_EVT_APNEA APNEA\nMDC_ATTR_EVENT_PHASE end", "Apnea alarm off", "** RR 6 < 8"])
def test_the_end_of_an_alarm_or_another_one_is_no_apnoea(ward, texts):
    ward.watching(0, 3, spo2_percent=97)
    ward.send(4, kind="alert", texts=texts)
    ward.watching(4, 5, spo2_percent=97)

    assert ward.steps() == []
