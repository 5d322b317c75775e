"""The token sheet is measured, not believed: contrasts in every scheme, and hues that keep away from the alarms'."""

import re

import pytest

from ebb.clinic.lib.tests.colours import SHEET, apart, contrast, hue, palettes

SCHEMES = ["light", "dark", "low-glare"]
GROUNDS = ["ground", "panel", "sunk"]
WORDS = ["ink", "muted", "accent", "good"]
NAMED_TRACES = [
    "trace-hr", "trace-spo2", "trace-bp", "trace-rr", "trace-rate", "trace-model-a", "trace-model-b", "trace-model-c",
    "trace-nor",
]  # fmt: skip
ALARMS = ["alarm-high", "alarm-medium", "alarm-low"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("token", WORDS)
def test_words_can_be_read_on_every_ground(scheme: str, ground: str, token: str) -> None:
    colours = palettes()[scheme]

    assert contrast(colours[token], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("token", NAMED_TRACES)
def test_a_trace_carries_its_name_so_it_too_can_be_read(scheme: str, token: str) -> None:
    colours = palettes()[scheme]

    assert contrast(colours[token], colours["panel"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_edge_of_a_control_can_be_seen(scheme: str, ground: str) -> None:
    colours = palettes()[scheme]

    assert contrast(colours["edge"], colours[ground]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("words", "filled"),
    [("on-accent", "accent"), ("ink", "accent-soft"), ("on-alarm", "alarm-high"), ("on-alarm", "alarm-medium"),
     ("ink", "alarm-wash")],
)  # fmt: skip
def test_words_can_be_read_on_what_is_filled(scheme: str, words: str, filled: str) -> None:
    colours = palettes()[scheme]

    assert contrast(colours[words], colours[filled]) >= 4.5


@pytest.mark.parametrize("alarm", ALARMS)
def test_an_alarm_stands_out_from_the_ward(alarm: str) -> None:
    colours = palettes()["dark"]

    assert contrast(colours[alarm], colours["ground"]) >= 4.5
    assert contrast(colours[alarm], colours["panel"]) >= 4.5


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_no_other_hue_comes_near_the_alarms(scheme: str) -> None:
    colours = palettes()[scheme]
    alarms = [hue(colours[alarm]) for alarm in ALARMS]

    near = [
        name
        for name, colour in colours.items()
        if not name.startswith("alarm-") and hue(colour) is not None
        if min(apart(hue(colour), alarm) for alarm in alarms) < 25
    ]

    assert near == []


def test_amber_is_the_alarms_own_yellow() -> None:
    assert re.search(r"--amber: var\(--alarm-low\);", SHEET.read_text())


def test_the_sheets_name_no_colour_of_their_own() -> None:
    strays = {
        sheet.name: re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgb|\bhsl|\boklch", sheet.read_text())
        for sheet in SHEET.parent.glob("*.css")
        if sheet != SHEET
    }

    assert not {name: found for name, found in strays.items() if found}


def test_what_a_sheet_uses_the_token_sheet_names() -> None:
    named = set(re.findall(r"(--[\w-]+):", SHEET.read_text()))
    for sheet in SHEET.parent.glob("*.css"):
        own = set(re.findall(r"(--[\w-]+):", sheet.read_text()))
        used = set(re.findall(r"var\((--[\w-]+)", sheet.read_text()))

        assert used <= named | own, sheet.name


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert apart(350, 20) == pytest.approx(30)
