"""The `ebb` command: one line and exit code 2 for a wrong call, never a traceback."""

import json
import subprocess
import sys

import pytest


def ebb(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "ebb", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["serve", "--port", "x"],
        ["serve", "--port", "99999"],
        ["serve", "--port", "8259", "--mllp-port", "8259"],
        ["serve", "--host", "0.0.0.0"],
        ["serve", "--tls-cert", "/no/such/file"],
        ["serve", "--tls-cert", "/no/such/file", "--tls-key", "/no/such/file"],
        ["demo", "--mllp-port", "-1"],
        ["demo", "--tls-key", "/no/such/file"],
        ["verify-record", "--anchor", "/no/such/file"],
        ["setup", "--name", "Harbour clinic", "--patients", "/no/such/file.csv"],
        ["replay"],
        ["replay", "/no/such/file.csv"],
        ["replay", "/no/such/file.csv", "--port", "65536"],
        ["simulate"],
        ["assess", "/no/such/file.json"],
        ["alarms", "/no/such/file.csv"],
    ],
)
def test_a_wrong_call_is_told_in_one_line(arguments):
    answer = ebb(*arguments)

    assert answer.returncode == 2
    assert answer.stderr.startswith("ebb")
    assert len(answer.stderr.strip().splitlines()) == 1
    assert answer.stdout == ""


def test_an_anchor_that_is_no_text_is_told_in_one_line(tmp_path):
    anchor = tmp_path / "anchor.json"
    anchor.write_bytes(bytes(range(256)))

    answer = ebb("verify-record", "--anchor", str(anchor))

    assert answer.returncode == 2
    assert answer.stderr == f"ebb verify-record: {anchor} holds no text; give an exported anchor or a QR line\n"


def test_a_recording_without_a_row_is_told_in_one_line(tmp_path):
    recording = tmp_path / "night.csv"
    recording.write_text("time_s,hr\n")

    answer = ebb("replay", str(recording))

    assert answer.returncode == 2
    assert answer.stderr == f"ebb replay: {recording}: there is no row below the headings\n"


@pytest.mark.parametrize("setting", ["EBB_MLLP_PEERS", "EBB_MLLP_CONNECTIONS", "EBB_MLLP_TLS_CERT"])
def test_what_a_process_of_the_house_could_not_use_stops_the_house(setting, monkeypatch, tmp_path):
    monkeypatch.setenv("EBB_HOME", str(tmp_path))
    monkeypatch.setenv(setting, "nonsense")

    answer = ebb("serve", "--port", "8259", "--mllp-port", "2659")

    assert answer.returncode == 2
    assert answer.stderr.startswith(f"ebb: {setting} is 'nonsense'; it must be ")
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["verify-record", "serve", "migrate"])
def test_a_database_that_is_none_is_told_in_one_line(command, monkeypatch, tmp_path):
    (tmp_path / "ebb.sqlite3").write_bytes(b"garbage" * 1000)
    monkeypatch.setenv("EBB_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")

    answer = ebb(command)

    assert answer.returncode == 1
    assert answer.stderr == f"ebb {command}: the database cannot be reached: file is not a database\n"


def test_a_database_that_does_not_answer_is_told_in_one_line(monkeypatch, tmp_path):
    monkeypatch.setenv("EBB_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://ebb:geheim@127.0.0.1:1/ebb")

    answer = ebb("serve")

    assert answer.returncode == 1
    assert answer.stderr.startswith("ebb serve: the database cannot be reached: ")
    assert answer.stderr.count("\n") == 1
    assert "geheim" not in answer.stderr


@pytest.mark.parametrize("command", ["verify-record", "live"])
def test_without_a_clinic_it_says_how_to_make_one(command, tmp_path, monkeypatch):
    monkeypatch.setenv("EBB_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")

    answer = ebb(command)

    assert answer.returncode == 1
    assert answer.stderr == f"ebb {command}: there is no clinic here yet; `ebb setup` or `ebb demo` makes one\n"


def test_it_lists_its_commands():
    assert "verify-record" in ebb("help").stdout


def test_a_reader_who_has_seen_enough_is_no_fault(tmp_path):
    recording = tmp_path / "night.csv"
    recording.write_text("time_s,spo2\n" + "".join(f"{60 * at},{80 + at % 2 * 17}\n" for at in range(3000)))

    piped = f"{sys.executable} -m ebb alarms {recording} | head -1"
    answer = subprocess.run(piped, shell=True, capture_output=True, text=True, check=False)

    assert json.loads(answer.stdout)["parameter"] == "spo2_percent"
    assert answer.stderr == ""


def test_it_simulates_without_django():
    regimen = "infusion 52.5 mg/h 0-40 min"
    options = ["--model", "kamp_2020", "--regimen", regimen, "--weight", "70", "--age", "40", "--times", "40,120"]

    lines = ebb("simulate", *options).stdout.splitlines()

    assert lines[0] == "time_min,conc_ng_ml"
    assert [round(float(line.split(",")[1]), 3) for line in lines[1:]] == [253.052, 49.906]
