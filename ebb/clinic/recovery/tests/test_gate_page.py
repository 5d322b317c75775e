"""The items of the discharge gate lead to where they are filled in."""

import re
from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests.journey import stopped
from ebb.clinic.recovery.tests.recovering import recovered, recovering
from ebb.clinic.recovery.views import FILLED_AT
from ebb.pathway.discharge_items import RULES


@pytest.fixture
def page_of(cast: SimpleNamespace, client_of: Callable[..., Client]) -> Callable[[Infusion], str]:
    nurse = client_of(cast.nurse)
    return lambda infusion: nurse.get(reverse("recovery", args=[infusion.pk])).content.decode()


def test_every_item_that_time_alone_does_not_clear_has_its_place() -> None:
    assert {rule.id for rule in RULES if not rule.waits} <= set(FILLED_AT)


def test_an_unmet_item_leads_to_a_place_on_the_page(cast: SimpleNamespace, at: datetime, page_of: Callable) -> None:
    page = page_of(recovering(cast, at))
    gate = page.partition('id="gate"')[2].partition("</section>")[0]
    places = set(re.findall(r'href="#([a-z]+)"', gate))

    assert places >= {"aldrete", "padss", "vitals", "scores", "readiness"}
    assert [place for place in places if f'id="{place}"' not in page] == []


def test_the_sheet_whose_turn_it_is_stands_open(cast: SimpleNamespace, page_of: Callable) -> None:
    now = timezone.now()
    infusion = recovering(cast, now)
    before, after = page_of(infusion), page_of(recovered(cast, now, infusion=infusion))

    assert re.findall(r'id="(\w+)">\s*<details class="step" open', before) == ["aldrete"]
    assert 'details class="step" open' not in after


@pytest.mark.parametrize("so_far", [stopped, recovering])
def test_what_is_charted_after_the_end_leads_to_the_gate(
    so_far: Callable, cast: SimpleNamespace, at: datetime, client_of: Callable[..., Client]
) -> None:
    infusion, nurse = so_far(cast, at), client_of(cast.nurse)

    answer = nurse.post(reverse("do", args=[infusion.pk, "vitals"]), {"form_key": uuid4(), "hr_per_min": "72"})

    assert answer.headers["location"] == reverse("recovery", args=[infusion.pk])
