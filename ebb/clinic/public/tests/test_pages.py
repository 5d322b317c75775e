import re
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse

from ebb.clinic.public.sources import SOURCES
from ebb.clinic.public.tests.reading import grade, prose

PAGES = ["home", "evidence", "how-ketamine-works", "what-a-day-is-like"]
BLOCKED = ["cure", "cures", "guaranteed", "safe", "safely", "safety", "proven", "FDA-approved for pain"]

pytestmark = pytest.mark.django_db


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    response = Client().get(reverse(request.param))
    assert response.status_code == 200
    return response.content.decode()


def test_it_is_one_whole_page_in_a_named_language(page: str) -> None:
    assert page.startswith("<!doctype html>")
    assert '<html lang="en"' in page
    assert page.count("<h1") == 1
    assert page.count("<main") == 1
    assert re.search(r"<title>[^<]+</title>", page)


def test_its_headings_skip_no_level(page: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]

    steps = [below - above for above, below in pairwise(levels)]

    assert levels[0] == 1
    assert max(steps) <= 1


@pytest.mark.parametrize("word", BLOCKED)
def test_it_promises_nothing(page: str, word: str) -> None:
    assert not re.search(rf"\b{re.escape(word)}\b", page, re.IGNORECASE)


def test_it_says_that_the_use_is_not_settled(page: str) -> None:
    assert "Not yet reviewed by a clinician" in page
    assert "Not emergency advice" in page


def test_it_reads_at_grade_eight_or_below(page: str) -> None:
    assert grade(prose(page)) <= 8


def test_every_number_behind_a_sentence_leads_to_a_source(page: str) -> None:
    cited = set(re.findall(r'href="#(S\d+)"', page))
    listed = set(re.findall(r'<li id="(S\d+)"', page))

    assert cited
    assert cited == listed
    assert listed <= SOURCES.keys()


def test_its_scripts_are_files_of_ours_and_nothing_comes_from_elsewhere(page: str) -> None:
    scripts = re.findall(r"<script[^>]*>", page)
    assert all(re.fullmatch(r'<script type="module" src="/static/[^"]+">', script) for script in scripts)
    assert page.count("<script") == page.count("></script>")
    assert not re.search(r'(src|href)="(https?:)?//', page)
    assert " style=" not in page


def test_home_and_evidence_say_off_label_and_that_it_is_contested() -> None:
    for name in ("home", "evidence"):
        page = Client().get(reverse(name)).content.decode()

        assert "off-label" in page
        assert "67 trials" in page


def test_the_grade_of_hard_text_is_high() -> None:
    hard = "Subanaesthetic administration of intravenous ketamine demonstrates heterogeneous analgesic efficacy."

    assert grade(hard) > 15
    assert grade("You can stop at any time. We will help you.") < 4
