"""Values from the environment: one that cannot be used stops the start with one sentence."""

from pathlib import Path

import pytest

from ebb.clinic import environment
from ebb.clinic.environment import Malformed


@pytest.fixture
def a_file(tmp_path: Path) -> Path:
    file = tmp_path / "a-file"
    file.write_text("")
    return file


def told(captured: pytest.CaptureFixture[str]) -> str:
    """The one line of standard error."""
    line, *more = captured.readouterr().err.splitlines()
    assert not more
    return line


def test_a_home_that_is_a_file_is_told(monkeypatch, capsys, a_file):
    monkeypatch.setenv("EBB_HOME", str(a_file))

    with pytest.raises(Malformed) as stopped:
        environment.home()

    assert stopped.value.code == 2
    assert told(capsys) == f"ebb: EBB_HOME is '{a_file}'; it must be a folder that Ebb can write to (File exists)."


def test_a_home_that_cannot_be_written_is_told(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("EBB_HOME", str(tmp_path))
    monkeypatch.setattr(environment.os, "access", lambda *_: False)

    with pytest.raises(Malformed):
        environment.home()

    assert "a folder that Ebb can write to (Permission denied)" in told(capsys)


def test_an_empty_home_is_none(monkeypatch, tmp_path):
    monkeypatch.setenv("EBB_HOME", "")
    monkeypatch.chdir(tmp_path)

    assert environment.home() == tmp_path / "var"


def test_a_secret_is_made_once_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("EBB_SECRET_KEY", raising=False)

    first, second = (environment.secret("EBB_SECRET_KEY", tmp_path / "secret.key") for _ in range(2))

    assert first == second
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_secret_that_was_never_written_to_its_end_is_made_anew(monkeypatch, a_file):
    monkeypatch.delenv("EBB_SECRET_KEY", raising=False)

    assert len(environment.secret("EBB_SECRET_KEY", a_file)) == 64


def test_a_secret_that_cannot_be_read_is_told(monkeypatch, capsys, tmp_path):
    monkeypatch.delenv("EBB_SECRET_KEY", raising=False)
    folder = tmp_path / "secret.key"
    folder.mkdir()

    with pytest.raises(Malformed):
        environment.secret("EBB_SECRET_KEY", folder)

    assert "Is a directory" in told(capsys)


@pytest.mark.parametrize("url", ["postgresql://ebb:geheim@[::1/ebb", "postgresql://ebb:geheim@localhost:99999999/ebb"])
def test_a_database_address_that_is_none_is_told_without_its_password(monkeypatch, capsys, tmp_path, url):
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(Malformed):
        environment.database(tmp_path)

    line = told(capsys)
    assert "postgresql://USER:PASSWORD@HOST:PORT/NAME" in line
    assert "geheim" not in line


@pytest.mark.parametrize("zone", ["Mars/Base", "", "/etc/passwd", "America"])
def test_a_time_zone_that_does_not_exist_is_told(monkeypatch, capsys, zone):
    monkeypatch.setenv("EBB_TIME_ZONE", zone)

    with pytest.raises(Malformed):
        environment.time_zone("EBB_TIME_ZONE", "UTC")

    assert f"EBB_TIME_ZONE is '{zone}'; it must be a time zone such as America/Chicago" in told(capsys)


def test_a_log_level_that_does_not_exist_is_told(monkeypatch, capsys):
    monkeypatch.setenv("EBB_LOG_LEVEL", "LOUD")

    with pytest.raises(Malformed):
        environment.log_level("EBB_LOG_LEVEL", "WARNING")

    assert "EBB_LOG_LEVEL is 'LOUD'; it must be DEBUG, INFO, WARNING, ERROR or CRITICAL" in told(capsys)
