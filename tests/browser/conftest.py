"""A real Chromium on a real clinic: `ebb demo` in a home and on ports of its own."""

import os
import select
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

START_SECONDS = 90
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)
QUIET_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Clinic:
    """A running demonstration clinic."""

    url: str
    mllp_port: int
    home: Path
    process: subprocess.Popen

    def at(self, path: str) -> str:
        return f"{self.url}{path}"


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    home = tmp_path_factory.mktemp("clinic")
    port, mllp_port = free_port(), free_port()
    log = (home / "log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "ebb", "demo", "--without-staff", "--port", str(port), "--mllp-port", str(mllp_port)],
        env=os.environ | {"EBB_HOME": str(home), "EBB_IDLE_LOCK_SECONDS": "3600", "DATABASE_URL": ""},
        stdout=log,
        stderr=log,
    )
    started = Clinic(f"http://127.0.0.1:{port}", mllp_port, home, process)
    try:
        wait_until_healthy(started)
        yield started
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("EBB_BROWSER") or shutil.which("chromium")
    if not path:
        pytest.fail("The browser tests need Chromium; run them with `make test`, which says how to get it.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1180, "height": 820}, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose script errors and refused content fail the test."""
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    assert wrong == []


def sign_in(page: Page, clinic: Clinic, name: str) -> None:
    """As the demonstration lets everyone: pick a person on the sign-in page."""
    page.goto(clinic.at("/accounts/login/"))
    page.get_by_role("button", name=name).click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def assert_accessible(page: Page) -> None:
    """axe finds nothing on the page as it stands."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    violations = found.response["violations"]
    assert violations == [], "\n".join(
        f"{page.url} {violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in violations
    )


def wait_until_healthy(clinic: Clinic) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert clinic.process.poll() is None, (clinic.home / "log").read_text()
        try:
            with urllib.request.urlopen(clinic.at("/healthz"), timeout=1) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            select.select([], [], [], 0.2)
    pytest.fail(f"The clinic did not start in {START_SECONDS} s:\n{(clinic.home / 'log').read_text()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
