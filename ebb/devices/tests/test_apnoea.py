import pytest

from ebb.devices.not_measured import reports_apnoea, reports_trouble


@pytest.mark.parametrize(
    "text", ["*** APNEA", "Apnoea", "MDC_EVT_APNEA", "RESP APNEA 20 s", "CO2 No Breath Detected", "NO BREATHS"]
)
def test_it_knows_that_the_patient_does_not_breathe(text: str) -> None:
    assert reports_apnoea(text)
    assert not reports_trouble(text)


@pytest.mark.parametrize(
    "text",
    ["Apnea alarm off", "APNEA ALARMS PAUSED", "Apnea delay 20 s", "MDC_EVT_APNEA ended", "RR LOW 6", ""],
)
def test_a_setting_or_an_end_of_apnoea_is_none(text: str) -> None:
    assert not reports_apnoea(text)
