"""The preparation is one list: what blocks stands once, on the line that clears it, and the next line is open."""

import re
from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

from django.test import Client
from django.urls import reverse

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.visit.page import context_of
from ebb.pathway.findings import Finding

NO_STEP = {"E35", "start.supervisor", "start.identity", "start.ratio"}


def page_of(infusion: Infusion, cast: SimpleNamespace, at: datetime) -> dict[str, object]:
    return context_of(SimpleNamespace(user=cast.nurse, COOKIES={}), infusion, at)


def blocks_of(page: dict[str, object]) -> dict[str, list[Finding]]:
    return {line.step.action: line.blocks for line in page["lines"]}


def unfolded(page: dict[str, object]) -> list[str]:
    return [line.step.action for line in page["lines"] if line.unfolded]


def test_every_open_point_stands_once(cast: SimpleNamespace, at: datetime) -> None:
    page = page_of(journey.arrived(cast, at), cast, after(at, 1))
    on_lines = [finding for found in blocks_of(page).values() for finding in found]

    assert sorted(map(str, [*on_lines, *page["apart"]])) == sorted(map(str, page["open_now"]))
    assert {finding.id for finding in page["apart"]} <= NO_STEP
    assert len(on_lines) > 10


def test_the_first_line_that_blocks_is_open_and_the_next_opens_by_itself(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)
    first = unfolded(page_of(infusion, cast, after(at, 1)))
    answers = {"has_capacity": True, "childbearing_potential": False, "takes_insulin_or_sulfonylurea": False}
    actions.review_day(infusion, **answers, **journey.NOTHING_NEW, by=cast.nurse.pk, at=after(at, 2))

    assert (first, unfolded(page_of(infusion, cast, after(at, 3)))) == (["day"], ["weight"])


def test_a_line_done_blocks_no_more(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)
    before = blocks_of(page_of(infusion, cast, after(at, 1)))["escort"]
    actions.name_escort(infusion, name="Ada Aunt", phone="555 0100", by=cast.nurse.pk, at=after(at, 2))

    assert [finding.id for finding in before] == ["E36"]
    assert blocks_of(page_of(infusion, cast, after(at, 3)))["escort"] == []


def test_the_second_check_stands_on_the_container_until_there_is_one(cast: SimpleNamespace, at: datetime) -> None:
    waiting = blocks_of(page_of(journey.arrived(cast, at), cast, after(at, 1)))

    assert "check" not in waiting
    assert [finding.id for finding in waiting["container"]] == ["start.second_check"]


def test_the_page_opens_one_line(cast: SimpleNamespace, at: datetime, client_of: Callable[..., Client]) -> None:
    page = client_of(cast.nurse).get(reverse("infusion", args=[journey.arrived(cast, at).pk])).content.decode()
    lines = re.findall(r'<details class="step"([^>]*)>', page)

    assert [" open" in line for line in lines].count(True) == 1
    assert len(lines) > 10
