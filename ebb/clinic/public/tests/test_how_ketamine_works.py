import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from ebb.pharmacology import MODELS

pytestmark = pytest.mark.django_db


def page(**query: str) -> str:
    response = Client().get(reverse("how-ketamine-works"), query)
    assert response.status_code == 200
    return response.content.decode()


def summary(**query: str) -> str:
    found = re.search(r'<p id="dose-summary"[^>]*>(.*?)</p>', page(**query), re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", "", found[1]).split())


def test_it_draws_the_usual_dose_unasked() -> None:
    assert summary().startswith("35 mg over 40 minutes in a person of 70 kg")
    assert "The highest is 1.4 times the lowest." in summary()


def test_it_draws_what_was_asked_for_without_a_script() -> None:
    asked = {"dose": "0.3", "duration": "60", "weight": "100"}

    assert summary(**asked).startswith("30 mg over 60 minutes in a person of 100 kg")
    assert "30 mg of ketamine over 60 minutes, a person of 100 kg</title>" in page(**asked)


def test_the_figure_and_the_table_name_every_model() -> None:
    drawn = page()

    for model in MODELS.values():
        name = model.title.partition(",")[0]
        assert f"{name}<" in drawn.split("<table")[0]
        assert f'<th scope="row">{name}' in drawn


def test_the_figure_can_be_read_as_a_table() -> None:
    assert "<td>Domino 1984</td>" in page()


def test_it_rounds_to_its_steps_and_shows_the_number_it_drew() -> None:
    asked = {"dose": "0.4138", "duration": "52", "weight": "71.9"}

    assert summary(**asked).startswith("28 mg over 50 minutes in a person of 70 kg")
    assert 'value="0.4"' in page(**asked)


@pytest.mark.parametrize(
    ("field", "values", "reason"),
    [
        ("dose", ["0.29", "0.51", "5", "-1", "NaN", "Infinity", "", "much"], "We draw doses from 0.3 to 0.5 mg"),
        ("duration", ["39", "61", "1e9", "0"], "We draw drips of 40 to 60 minutes"),
        ("weight", ["7", "700", "10 stone"], "We draw people of 50 to 100 kg"),
    ],
)
def test_it_refuses_kindly_and_draws_nothing(field: str, values: list[str], reason: str) -> None:
    for value in values:
        answer = page(**{field: value})

        assert reason in answer
        assert "<svg" not in answer
        assert "Nothing is drawn for these numbers" in answer


def test_it_says_that_no_dose_is_set_with_it() -> None:
    assert "It does not tell your dose" in page()


def test_it_asks_the_database_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        page(dose="0.4")


@pytest.mark.parametrize("mark", ["in rats", "in mice", "in people", "for pain", "for low mood"])
def test_each_arrow_tells_in_whom_and_for_what(mark: str) -> None:
    assert mark in page()


def test_it_calls_new_links_easing_pain_supposed() -> None:
    step = page().split("The same new links ease lasting pain")[1].split("</details>")[0]

    assert "in people, for pain: <b>supposed</b>" in step
    assert "We found no study in people that shows it" in step


def test_home_and_evidence_lead_to_it() -> None:
    for name in ("home", "evidence"):
        assert f'href="{reverse("how-ketamine-works")}"' in Client().get(reverse(name)).content.decode()
