"""Each chart action can be reached: it stands on a page at the chair, or among the steps of the preparation."""

from pathlib import Path

import pytest

from ebb.clinic.infusion.chart_actions import CHART_ACTIONS, URGENT_ACTIONS
from ebb.clinic.visit.preparation import STEPS as PREPARATION

TEMPLATES = Path(__file__).parents[1] / "templates" / "visit"
PAGE = "".join(file.read_text() for file in sorted(TEMPLATES.glob("*.html")))
WHOSE = ("infusion", "chair.infusion")
STEPS = {step.action for step in PREPARATION if not step.place}


@pytest.mark.parametrize("name", [*CHART_ACTIONS, *URGENT_ACTIONS])
def test_each_action_stands_on_the_page(name: str) -> None:
    addressed = any(f'{view} {whose}.pk "{name}"' in PAGE for view in ('"do"', '"do-at-once"') for whose in WHOSE)

    assert name in STEPS or addressed or f'action="{name}"' in PAGE
