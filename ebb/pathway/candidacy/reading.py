"""Facts from outside: a JSON object checked key by key, and the JSON Schema that describes it."""

from collections.abc import Mapping
from typing import Any

from ebb.pathway.candidacy.facts import FIELDS, Facts


class FactsError(Exception):
    """The facts cannot be judged as given; the message is one line."""


class UnknownKey(FactsError):
    def __init__(self, key: str) -> None:
        super().__init__(f"there is no fact called {key!r}; `ebb assess --schema` lists them")


class ImpossibleValue(FactsError):
    def __init__(self, key: str, value: object, wanted: str) -> None:
        super().__init__(f"{key} is {value!r}; it must be {wanted}")


def from_json(told: Any) -> Facts:
    """The facts of one object; an absent key, or null, is not known."""
    if not isinstance(told, Mapping):
        raise ImpossibleValue("the file", type(told).__name__, "one JSON object")
    for key in told:
        if key not in FIELDS:
            raise UnknownKey(key)
    given = {key: _checked(key, value) for key, value in told.items() if value is not None}
    systolic, diastolic = given.get("resting_sys_mmhg"), given.get("resting_dia_mmhg")
    if systolic is not None and diastolic is not None and systolic <= diastolic:
        raise ImpossibleValue("resting_dia_mmhg", diastolic, "below resting_sys_mmhg")
    return Facts(**given)


def _checked(key: str, value: Any) -> Any:
    about = FIELDS[key].metadata
    match about["kind"]:
        case "boolean":
            if not isinstance(value, bool):
                raise ImpossibleValue(key, value, "true or false")
        case "number" | "integer":
            return _number(key, value, about)
        case "string":
            values = about.get("values")
            if not isinstance(value, str):
                raise ImpossibleValue(key, value, "a text")
            if values and value not in values:
                raise ImpossibleValue(key, value, f"one of {', '.join(values)}")
        case _:
            if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
                raise ImpossibleValue(key, value, "a list of texts")
            return tuple(value)
    return value


def _number(key: str, value: Any, about: Mapping[str, Any]) -> float:
    lowest, highest = about["range"]
    whole = about["kind"] == "integer"
    wanted = f"a {'whole ' if whole else ''}number from {lowest:g} to {highest:g}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ImpossibleValue(key, value, wanted)
    if not lowest <= value <= highest or (whole and value != int(value)):
        raise ImpossibleValue(key, value, wanted)
    return int(value) if whole else value


def schema() -> dict[str, Any]:
    """The JSON Schema of the facts; its example is a patient in whom nothing was found."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Facts for candidacy",
        "description": "An absent key, or null, means not known. It never means no.",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _property(dict(one.metadata)) for name, one in FIELDS.items()},
        "examples": [example()],
    }


def example() -> dict[str, Any]:
    """Facts of a patient in whom everything was asked and nothing found."""
    told = {name: one.metadata["example"] for name, one in FIELDS.items()}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}


def _property(about: dict[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {"title": about["title"], "type": [about["kind"], "null"]}
    if "range" in about:
        described["minimum"], described["maximum"] = about["range"]
    if "values" in about:
        described["enum"] = [*about["values"], None]
    if about["kind"] == "array":
        described["items"] = {"type": "string", "minLength": 1}
    return described
