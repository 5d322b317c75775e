"""Every rule about the day itself is reached from a form at the chair, and stands in the way of a start."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.chart_actions import CHART_ACTIONS
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.start import open_at_start
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.visit import load
from ebb.pathway.candidacy import RULES
from ebb.pathway.day_questions import DAY_QUESTIONS
from ebb.pathway.findings import Level

ASKED = {"has_capacity": "yes", "childbearing_potential": "no", "rest_is_no": "on"}
MEAL = {"clear_fluid": "{now}", "solid_food": "{now}"}
YESTERDAY = {"clear_fluid_day": "yesterday", "solid_food_day": "yesterday"}
TODAY = {"clear_fluid_day": "today", "solid_food_day": "today"}
# rule: the form at the chair, with the answer that makes the rule speak and the one that lets it be quiet
REACHED: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "E06": ("pregnancy", {"result": "refused"}, {"result": "negative"}),
    "E18": ("day", ASKED | {"alcohol_today": "yes"}, ASKED),
    "E34": ("day", ASKED | {"fever_today": "yes"}, ASKED),
    "E36": ("escort", {}, {"name": "Ada Aunt", "phone": "555 0100"}),
    "E37": ("intake", MEAL | TODAY, MEAL | YESTERDAY),
}


def fill_in(cast: SimpleNamespace, infusion: Infusion, at: datetime, action: str, typed: dict[str, str]) -> None:
    now = f"{timezone.localtime(at):%H:%M}"
    sent = urlencode({name: value.format(now=now) for name, value in typed.items()})
    form = CHART_ACTIONS[action].form(at, QueryDict(sent))
    assert form.is_valid(), form.errors
    CHART_ACTIONS[action].act(infusion, by=cast.nurse.pk, at=at, **form.action_arguments())


def ids(infusion: Infusion, at: datetime) -> set[str]:
    return {finding.id for finding in open_at_start(load(infusion), at)}


def level_of(id: str, infusion: Infusion, at: datetime) -> Level:
    return next(finding.level for finding in open_at_start(load(infusion), at) if finding.id == id)


def test_no_rule_of_the_day_is_left_out() -> None:
    assert set(REACHED) == {rule.id for rule in RULES if rule.today}


@pytest.mark.parametrize("rule", list(REACHED))
def test_a_form_reaches_it(cast: SimpleNamespace, at: datetime, rule: str) -> None:
    action, speaks, quiet = REACHED[rule]
    infusion = journey.arrived(cast, at)
    if rule == "E06":
        fill_in(cast, infusion, at, "day", ASKED | {"childbearing_potential": "yes"})

    if speaks:
        fill_in(cast, infusion, at, action, speaks)
    spoke = ids(infusion, at)
    fill_in(cast, infusion, at, action, quiet)

    assert rule in spoke
    assert rule not in ids(infusion, at)


@pytest.mark.parametrize("name", [question.name for question in DAY_QUESTIONS])
def test_every_question_stands_in_the_form(cast: SimpleNamespace, at: datetime, name: str) -> None:
    infusion = journey.arrived(cast, at)

    fill_in(cast, infusion, at, "day", {"last_doses": "none", name: "yes"})

    review = infusion.latest_review()
    assert getattr(review, name) is True
    assert set(review.answers().values()) == {True, None}
    assert "day.asked" in ids(infusion, at)


def test_what_is_not_marked_is_a_no_only_where_it_was_said_so(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)

    fill_in(cast, infusion, at, "day", ASKED)

    assert set(infusion.latest_review().answers().values()) == {False}
    assert infusion.latest_review().last_doses == "none"
    assert "day.asked" not in ids(infusion, at)


@pytest.mark.parametrize(
    ("column", "value", "finding"), [("hr_per_min", 42, "day.heart_rate"), ("nibp_sys_mmhg", 87, "day.systolic")]
)
def test_a_value_that_is_usually_low_is_for_a_physician_to_sign(
    cast: SimpleNamespace, at: datetime, column: str, value: int, finding: str
) -> None:
    infusion = journey.arrived(cast, at)
    actions.chart_vitals(infusion, **journey.RESTING | {column: Decimal(value)}, by=cast.nurse.pk, at=at)

    before = level_of(finding, infusion, at)
    fill_in(cast, infusion, at, "day", ASKED | {"usually_low": column})

    assert (before, level_of(finding, infusion, at)) == (Level.STOP, Level.OVERRIDE)
