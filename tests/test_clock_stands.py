"""No test reads a running clock: it stands at one moment, and a test that would set it going fails."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import dedent

import pytest
from django.utils import timezone

from ebb.clinic.testing import CLOCK_RUNS, NOW

ROOT = Path(__file__).parents[1]
READS_NOW = """
    from django.utils import timezone

    def test_it_reads_now():
        assert timezone.now()
"""


def run(root: Path, test: str, *, place: str = ".", **environment: str) -> subprocess.CompletedProcess[str]:
    """A pytest of its own that runs this one test at a place below `root`, with the plugin of this clinic."""
    folder = root / place
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "test_one.py").write_text(dedent(test))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "ebb.clinic.testing", f"--rootdir={root}", str(folder)]
    own = {"DJANGO_SETTINGS_MODULE": "ebb.clinic.settings", **environment}
    return subprocess.run(command, cwd=root, env=os.environ | own, capture_output=True, text=True, check=False)


def test_now_is_the_moment_of_this_run() -> None:
    assert [timezone.now(), datetime.now(UTC)] == [NOW, NOW]
    assert date.today() == NOW.astimezone().date()  # noqa: DTZ011


def test_a_test_with_a_running_clock_fails(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(
        dedent("""
            import pytest
            from ebb.clinic.testing import CLOCK

            @pytest.fixture(autouse=True)
            def running(request):
                request.config.stash[CLOCK].stop()
                yield
                request.config.stash[CLOCK].start()
        """)
    )

    ran = run(tmp_path, READS_NOW)

    assert ran.returncode == 1
    assert "is not in CLOCK_RUNS" in ran.stdout


def test_a_test_on_the_list_may_read_it(tmp_path: Path) -> None:
    reads_now = """
        from django.utils import timezone
        from ebb.clinic.testing import NOW

        def test_it_reads_now():
            assert timezone.now() != NOW
    """

    assert run(tmp_path, reads_now, place=next(iter(CLOCK_RUNS))).returncode == 0
    assert run(tmp_path, reads_now, place="elsewhere").returncode == 1


@pytest.mark.parametrize(
    ("now", "zone", "read"),
    [
        ("2028-02-29T23:50", "America/New_York", "2028-03-01T04:50:00+00:00"),
        ("2027-03-28T02:30+01:00", "Europe/Berlin", "2027-03-28T01:30:00+00:00"),
    ],
)
def test_the_environment_says_when_the_tests_are(now: str, zone: str, read: str, tmp_path: Path) -> None:
    test = f"""
        from datetime import datetime
        from django.utils import timezone

        def test_it_is_then():
            assert timezone.now() == datetime.fromisoformat({read!r})
    """

    assert run(tmp_path, test, EBB_TEST_NOW=now, EBB_TIME_ZONE=zone).returncode == 0


def test_every_place_on_the_list_exists() -> None:
    assert [place for place in CLOCK_RUNS if not (ROOT / place).exists()] == []
