import pytest

from ebb.devices.not_measured import reports_trouble, sensors_named


@pytest.mark.parametrize(
    ("text", "sensor"),
    [
        ("SpO2T  No Pulse", "oximeter"),
        ("SpO₂ Sensor Off", "oximeter"),
        ("probe off", "oximeter"),
        ("No Finger", "oximeter"),
        ("Pleth signal poor", "oximeter"),
        ("LL LEAD OFF", "ecg"),
        ("MDC_EVT_LEAD_OFF", "ecg"),
        ("ECG Leads Off", "ecg"),
        ("Resp Leads Off", "chest"),
        ("NBP Cuff Overinfl", "cuff"),
        ("NIBP measure failed", "cuff"),
        ("ABP Transduc Malf", "line"),
        ("Transducer disconnected", "line"),
        ("CO2 Occlusion", "gas"),
        ("Temp No Transducer", "thermometer"),
        ("T1 probe off", "thermometer"),
    ],
)
def test_it_hears_that_a_sensor_is_in_trouble_and_which(text: str, sensor: str) -> None:
    assert reports_trouble(text)
    assert sensors_named(text) == {sensor}


@pytest.mark.parametrize(
    "text",
    ["** SpO2 88 < 90", "SpO2 LOW", "HR HIGH 132", "*** APNEA", "HR alarms off", "Learning Rhythm", "A~PM~SA", "H", ""],
)
def test_a_limit_alarm_or_a_setting_is_no_trouble_of_a_sensor(text: str) -> None:
    assert not reports_trouble(text)


def test_a_text_may_name_no_sensor() -> None:
    assert reports_trouble("Battery malfunction")
    assert sensors_named("Battery malfunction") == frozenset()


def test_a_text_of_a_megabyte_is_read_and_not_remembered() -> None:
    assert reports_trouble("x" * 1_000_000 + " probe off")
    assert sensors_named("x" * 1_000_000 + " probe off") == {"oximeter"}
