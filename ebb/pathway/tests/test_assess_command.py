import json
from pathlib import Path
from typing import Any

import pytest

from ebb.pathway.assess_command import run
from ebb.pathway.candidacy import Facts, ImpossibleValue, UnknownKey, example, from_json, schema

Printed = pytest.CaptureFixture[str]


def written(folder: Path, told: Any) -> str:
    path = folder / "facts.json"
    path.write_text(told if isinstance(told, str) else json.dumps(told))
    return str(path)


def test_it_prints_the_verdict_and_each_finding(tmp_path: Path, capsys: Printed) -> None:
    status = run([written(tmp_path, example() | {"medicines": ["Theo-Dur 200 mg"]})])

    printed = json.loads(capsys.readouterr().out)
    assert status == 0
    assert printed["verdict"] == "blocked"
    (finding,) = printed["findings"]
    assert list(finding) == ["id", "level", "state", "reason", "inputs", "source", "mark", "clears_when"]
    assert (finding["id"], finding["level"], finding["state"], finding["mark"]) == ("E26", "STOP", "present", "S")
    assert finding["inputs"]["medicines"] == "Theo-Dur 200 mg"


def test_an_absent_key_is_not_known_and_so_is_null(tmp_path: Path, capsys: Printed) -> None:
    run([written(tmp_path, {})])
    absent = json.loads(capsys.readouterr().out)
    run([written(tmp_path, dict.fromkeys(example()))])
    null = json.loads(capsys.readouterr().out)

    assert absent["verdict"] == "incomplete"
    assert absent == null


def test_the_schema_names_every_fact_and_its_example_is_eligible(tmp_path: Path, capsys: Printed) -> None:
    status = run(["--schema"])
    described = json.loads(capsys.readouterr().out)
    run([written(tmp_path, described["examples"][0])])

    assert status == 0
    assert described == schema()
    assert set(described["properties"]) == set(Facts.__dataclass_fields__)
    assert described["additionalProperties"] is False
    assert json.loads(capsys.readouterr().out) == {"verdict": "eligible", "findings": []}


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ({"shoe_size": 43}, "no fact called 'shoe_size'"),
        ({"age_years": -1}, "age_years is -1; it must be a number from 0 to 130"),
        ({"age_years": "forty"}, "it must be a number"),
        ({"age_years": True}, "it must be a number"),
        ({"asa_class": 2.5}, "a whole number from 1 to 5"),
        ({"asa_class": 6}, "a whole number from 1 to 5"),
        ({"pacemaker": "no"}, "it must be true or false"),
        ({"pacemaker": 0}, "it must be true or false"),
        ({"epilepsy": "maybe"}, "one of none, controlled, uncontrolled"),
        ({"medicines": "aspirin"}, "a list of texts"),
        ({"medicines": [""]}, "a list of texts"),
        ({"resting_sys_mmhg": 80, "resting_dia_mmhg": 90}, "below resting_sys_mmhg"),
        ([], "one JSON object"),
        ('{"age_years": NaN}', "it must be a number"),
        ('{"age_years": 1e999}', "it must be a number"),
        ('{"age_years": 40, "age_years": 50}', "a key stands twice"),
        ('{"age_years": ', "line 1"),
        ('{"age_years": ' + "9" * 400 + "}", "it must be a number"),
        ('{"age_years": ' + "9" * 5000 + "}", "no JSON that can be read"),
        ("[" * 100_000, "no JSON that can be read"),
    ],
)
def test_an_unknown_key_or_impossible_value_is_one_line_and_two(
    tmp_path: Path, capsys: Printed, told: Any, complaint: str
) -> None:
    status = run([written(tmp_path, told)])

    printed = capsys.readouterr()
    assert (status, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert complaint in printed.err


@pytest.mark.parametrize("argv", [[], ["nowhere.json"], ["a.json", "b.json"], ["--loud"], ["a.json", "--schema"]])
def test_a_usage_error_is_one_line_and_two(capsys: Printed, argv: list[str]) -> None:
    status = run(argv)

    printed = capsys.readouterr()
    assert (status, printed.out, printed.err.count("\n")) == (2, "", 1)


def test_an_age_typed_as_a_whole_number_reads_as_one() -> None:
    assert from_json({"age_years": 44}) == Facts(age_years=44)


def test_the_two_refusals_can_be_told_apart() -> None:
    with pytest.raises(UnknownKey):
        from_json({"shoe_size": 43})
    with pytest.raises(ImpossibleValue):
        from_json({"weight_kg": -70})
