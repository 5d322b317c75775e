from importlib import resources
from typing import Any


def test_the_example_in_the_readme_runs() -> None:
    readme = resources.files("ebb.pharmacology").joinpath("README.md").read_text(encoding="utf-8")
    example = "\n".join(line.removeprefix("    ") for line in readme.splitlines() if line.startswith("    "))
    names: dict[str, Any] = {}

    exec(example, names)

    assert names["band"].quantiles().shape == (3, 181)
    assert names["result"].plot().startswith("<svg")
    assert list(names["side_by_side"]) == ["kamp_2020", "domino_1984"]
