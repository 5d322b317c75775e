"""The pytest plugin: a home of the tests' own, a password hasher that does not take its time, and a clock that stands.

Every test runs at one moment, `NOW`: the clock stands there from before the first import to the end, so that what a
test, a fixture or a module reads as now is the same on any day. EBB_TEST_NOW moves it, as 2027-03-14T23:50 by the
clock of EBB_TIME_ZONE or with an offset of its own. Where processes, sockets or browsers need time to pass, the clock
runs: `CLOCK_RUNS` names each place and why.
"""

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

HOME = tempfile.TemporaryDirectory(prefix="ebb-test-")
os.environ["EBB_HOME"] = HOME.name

ZONE = ZoneInfo(os.environ.get("EBB_TIME_ZONE") or "UTC")
_moment = datetime.fromisoformat(os.environ.get("EBB_TEST_NOW") or "2026-12-02T14:10")
NOW = _moment if _moment.tzinfo else _moment.replace(tzinfo=ZONE)

CLOCK_RUNS = {
    "tests/browser": "a browser and a served clinic",
    "tests/test_killed.py": "processes that are killed and come back",
    "ebb/figure/tests/test_in_the_browser.py": "a browser",
    "ebb/clinic/gateway/tests/test_process.py": "a gateway of its own process",
    "ebb/clinic/watch/tests/test_process.py": "a watch of its own process",
}
"""Files and folders whose tests need time to pass, and for what. No other test may read a running clock."""

CLOCK = pytest.StashKey[time_machine.travel]()


def clock_runs(item: pytest.Item) -> bool:
    """Whether this test is on the list of those that need time to pass."""
    path = Path(os.path.relpath(item.path, item.config.rootpath)).as_posix()
    return any(path == place or path.startswith(f"{place}/") for place in CLOCK_RUNS)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[CLOCK] = time_machine.travel(NOW, tick=False)
    config.stash[CLOCK].start()
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes its own time goes first, so that no worker is left alone with it at the end."""
    items.sort(key=clock_runs, reverse=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[CLOCK].stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Let real time pass in the tests that need it."""
    if not clock_runs(item):
        return (yield)
    clock = item.config.stash[CLOCK]
    clock.stop()
    try:
        return (yield)
    finally:
        clock.start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Refuse to run a test while the clock runs: what it reads as now, no other run would read."""
    if not clock_runs(item) and not time_machine.escape_hatch.is_travelling():
        pytest.fail("the clock runs here, and this test is not in CLOCK_RUNS of ebb/clinic/testing.py")
    yield
