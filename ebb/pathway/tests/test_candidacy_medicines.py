from dataclasses import replace

import pytest

from ebb.pathway.candidacy import assess, only
from ebb.pathway.candidacy.medicines import match
from ebb.pathway.tests.test_candidacy import WELL, levels


@pytest.mark.parametrize(
    "text",
    [
        "theophylline", "Theophylline 300 mg SR", "THEO-24", "Theo-Dur 200", "Uniphyllin Continus 200 mg", "Uniphyl",
        "Elixophyllin", "Slo-Phyllin", "Nuelin", "Quibron", "theophyllin", "theophiline", "théophylline", "teofilina",
        "theofillin", "aminophylline", "Aminophyllin", "aminofylline", "Phyllocontin", "Euphyllin", "Truphylline",
        "oxtriphylline", "salbutamol/theophylline", "metformin, and theophylline at night",
    ],
)  # fmt: skip
def test_theophylline_stops_however_it_is_written(text: str) -> None:
    (finding,) = assess(replace(WELL, medicines=(text,)), only("E26")).findings

    assert (finding.level, finding.state, finding.mark) == ("STOP", "present", "S")
    assert text in finding.text
    assert "[S3]" in finding.source


@pytest.mark.parametrize(
    "text", ["asthma pills", "something herbal", "pentoxifylline", "5 mg twice daily", "st john's wort"]
)
def test_a_text_that_matches_nothing_is_read_by_a_person_and_never_clear(text: str) -> None:
    found = assess(replace(WELL, medicines=("metformin", text)))

    assert found.verdict == "incomplete"
    assert {finding.id: finding.state for finding in found.findings} == {"E26": "unknown", "E27": "unknown"}
    assert all(text in finding.text and "a clinician must read" in finding.text for finding in found.findings)


def test_what_a_clinician_read_and_found_harmless_no_longer_waits() -> None:
    assert levels(medicines=("Turmeric  root",), medicines_reviewed=("turmeric root",)) == {}


def test_a_review_cannot_make_theophylline_harmless() -> None:
    assert levels(medicines=("theophylline",), medicines_reviewed=("theophylline",)) == {"E26": "STOP present"}


def test_an_ordinary_list_is_understood() -> None:
    taken = match(["Lisinopril 10 mg once daily", "Co-codamol 30/500", "vitamin D3 1000 IU", "Lyrica 75mg bid"])

    assert taken.unmatched == ()
    assert taken.ingredients == {"lisinopril", "codeine", "cholecalciferol", "pregabalin"}
    assert taken.classes == {"antihypertensive", "other", "opioid", "gabapentinoid"}


def test_taking_nothing_is_known_to_be_nothing() -> None:
    assert levels(medicines=()) == {}


@pytest.mark.parametrize(
    ("medicines", "mme", "alcohol", "expected"),
    [
        (("oxycodone",), 89, False, []), (("oxycodone",), 90, False, ["CAUTION present"]),
        (("lorazepam",), 0, False, ["CAUTION present"]),
        (("gabapentin",), 0, False, []), (("gabapentin", "tramadol"), 20, False, ["CAUTION present"]),
        (("gabapentin", "morphine"), 100, False, ["OVERRIDE present"]),
        (("lorazepam",), 0, True, ["OVERRIDE present"]), ((), 0, True, ["CAUTION present"]),
        ((), None, None, ["CAUTION unknown"]),
        (("oxycodone",), None, False, ["CAUTION unknown"]),
        (("oxycodone", "lorazepam"), None, False, ["OVERRIDE unknown", "CAUTION present"]),
    ],
)  # fmt: skip
def test_sedating_loads_are_counted(
    medicines: tuple[str, ...], mme: float | None, alcohol: bool | None, expected: list[str]
) -> None:
    facts = replace(WELL, medicines=medicines, opioid_mme_per_day=mme, regular_alcohol=alcohol)

    found = assess(facts, only("E27")).findings

    assert [f"{finding.level} {finding.state}" for finding in found] == expected
