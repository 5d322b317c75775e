"""The page script on a drawn figure, and the drawn figure in a reader's own font: in a real Chromium."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

import ebb
from ebb.figure import Figure, Pressures, Trace, Traces
from ebb.figure.tests.cast import INFUSION, PRESSURE, at, showing
from ebb.figure.tests.reading import path_pieces

pytestmark = pytest.mark.browser

SCRIPT = Path(ebb.__file__).parent / "clinic/lib/static/lib/figure.js"
POLICY = "default-src 'none'; script-src 'self'"
HEART = Trace("hr_per_min", "HR", "/min", [(at(30 + n / 60), 70.0) for n in range(61)], gap_s=15)
LIVE = replace(showing(Traces("Monitor", [HEART]), PRESSURE), now=at(31))


@pytest.fixture(scope="module")
def chromium_page() -> Iterator[Page]:
    path = os.environ.get("EBB_BROWSER") or shutil.which("chromium")
    if not path:
        pytest.fail("The browser tests need Chromium; run them with `make test`, which says how to get it.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium.new_page()
        chromium.close()


@pytest.fixture
def page(chromium_page: Page) -> Page:
    chromium_page.unroute_all()
    chromium_page.route("http://figure.test/figure.js", lambda route: route.fulfill(path=SCRIPT))
    return chromium_page


def shown(page: Page, figure: Figure) -> Page:
    html = f"<!doctype html><meta charset=utf-8>{figure.svg()}"
    strict = {"Content-Security-Policy": POLICY, "Content-Type": "text/html"}
    page.route("http://figure.test/", lambda route: route.fulfill(body=html, headers=strict))
    page.goto("http://figure.test/")
    return page


def told(page: Page, minute: float, **values: float | None) -> Any:
    """What the page script answers when it is told these values."""
    call = (
        "async ([at, values]) => (await import('/figure.js')).appendSample(document.querySelector('svg'), {at, values})"
    )
    return page.evaluate(call, [at(minute).timestamp(), values])


def moved_to(page: Page, minute: float) -> Any:
    call = "async (at) => (await import('/figure.js')).moveNow(document.querySelector('svg'), at)"
    return page.evaluate(call, at(minute).timestamp())


def drawn(page: Page, key: str) -> str:
    return page.locator(f'[data-series="{key}"]').get_attribute("d") or ""


def label(page: Page, key: str) -> str:
    return page.locator(f'[data-label="{key}"]').text_content() or ""


def test_a_new_value_joins_its_line_and_its_figures(page: Page) -> None:
    shown(page, LIVE)

    fits = told(page, 31 + 5 / 60, hr_per_min=84)

    assert fits is True
    assert label(page, "hr_per_min") == "HR 84"
    assert len(path_pieces(drawn(page, "hr_per_min"))) == 1
    x, y = path_pieces(drawn(page, "hr_per_min"))[0][-1]
    longer = replace(HEART, points=[*HEART.points, (at(31 + 5 / 60), 84.0)])
    again = replace(LIVE, panels=[Traces("Monitor", [longer]), PRESSURE])
    assert f"{x:.1f} {y:.1f}" in again.svg()


def test_a_silence_is_not_bridged(page: Page) -> None:
    shown(page, LIVE)

    told(page, 31.5, hr_per_min=84)

    assert len(path_pieces(drawn(page, "hr_per_min"))) == 2


def test_a_missing_value_breaks_the_line(page: Page) -> None:
    shown(page, LIVE)

    for second, value in ((2, 71), (4, None), (6, 72), (8, 73)):
        told(page, 31 + second / 60, hr_per_min=value)

    assert len(path_pieces(drawn(page, "hr_per_min"))) == 2


def test_a_line_the_server_left_open_stays_open(page: Page) -> None:
    points = [*HEART.points, (at(31 + 1 / 60), None)]
    shown(page, showing(Traces("Monitor", [replace(HEART, points=points)])))

    told(page, 31 + 3 / 60, hr_per_min=72)

    assert len(path_pieces(drawn(page, "hr_per_min"))) == 2


def test_a_value_beyond_the_scale_asks_for_a_fresh_figure(page: Page) -> None:
    shown(page, LIVE)

    assert told(page, 31 + 1 / 60, hr_per_min=180) is False
    assert label(page, "hr_per_min") == "HR 180"
    assert told(page, 500, hr_per_min=70) is False
    assert moved_to(page, 500) is False


def test_a_cuff_reading_is_drawn_once_however_often_it_is_repeated(page: Page) -> None:
    shown(page, LIVE)
    before = drawn(page, "nibp").count("M")

    told(page, 31.1, nibp_sys_mmhg=149, nibp_dia_mmhg=92)
    for second in range(3):
        told(page, 32 + second / 60, nibp_sys_mmhg=135, nibp_dia_mmhg=85)

    assert drawn(page, "nibp").count("M") == before + 3
    assert (label(page, "pressure"), label(page, "pressure_time")) == ("135/85", "10:32")


def test_an_arterial_pressure_grows_where_there_was_none(page: Page) -> None:
    shown(page, showing(Pressures("Pressure")))

    told(page, 31, abp_sys_mmhg=131, abp_dia_mmhg=74)

    assert drawn(page, "abp").count("M") == 1
    assert page.locator(".nothing").count() == 0


def test_the_now_line_moves_and_old_figures_give_way_to_their_age(page: Page) -> None:
    shown(page, LIVE)

    assert moved_to(page, 31 + 45 / 60) is True

    assert "now 10:31" in (page.locator("[data-now] text").text_content() or "")
    assert label(page, "hr_per_min") == "HR – 45 s"


def test_old_figures_give_way_also_past_the_figures_right_edge(page: Page) -> None:
    shown(page, LIVE)

    assert moved_to(page, 500) is False

    assert label(page, "hr_per_min").startswith("HR – ")


@pytest.mark.parametrize(("minutes", "muted"), [(12, False), (12.1, True)])
def test_a_pressure_too_old_to_pass_for_present_no_longer_shines(page: Page, minutes: float, muted: bool) -> None:
    shown(page, replace(LIVE, panels=[replace(PRESSURE, stale_s=720)]))
    told(page, 31, nibp_sys_mmhg=135, nibp_dia_mmhg=85)
    late_paint = page.locator("svg").get_attribute("data-late-paint")

    moved_to(page, 31 + minutes)

    assert label(page, "pressure") == "135/85"
    assert (page.locator('[data-label="pressure"]').get_attribute("fill") == late_paint) is muted


@pytest.mark.parametrize("width", [960, 640, 380])
def test_no_text_is_wider_than_judged_and_none_lies_over_another(page: Page, width: int) -> None:
    shown(page, replace(INFUSION, width=width))

    boxes = page.evaluate(
        """() => [...document.querySelectorAll("svg text")].filter((text) => text.textContent.trim()).map((text) => {
            const {x, y, width, height} = text.getBBox();
            return [text.textContent, x, y + height * 0.2, x + width, y + height * 0.8];
        })"""
    )

    over = [
        (one[0], other[0])
        for n, one in enumerate(boxes)
        for other in boxes[n + 1 :]
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]
    assert over == []
    assert all(left >= -1 and right <= width + 1 for _, left, _, right, _ in boxes)
