"""The fields of a form as the page asks for them: drawn once, but what was typed only where it was typed."""

from datetime import datetime

import pytest
from django.template.loader import render_to_string

from ebb.clinic.infusion.chart_actions import CHART_ACTIONS, URGENT_ACTIONS
from ebb.clinic.infusion.forms.base import ChartForm
from ebb.clinic.infusion.forms.pump import AdjunctForm, RateForm
from ebb.clinic.recovery.views import RECOVERY_ACTIONS as RECOVERY

FORMS = {action.form for action in (*CHART_ACTIONS.values(), *URGENT_ACTIONS.values(), *RECOVERY.values())}
BLANK = sorted((form for form in FORMS if not form.about_the_infusion), key=lambda form: form.__name__)


@pytest.mark.parametrize("kind", BLANK, ids=lambda form: form.__name__)
def test_a_blank_form_asks_what_a_fresh_drawing_asks(kind: type[ChartForm], at: datetime) -> None:
    drawn = render_to_string(kind.fields_template, {"form": kind(at)})

    assert [kind(at).own_fields(), kind(at).own_fields()] == [drawn, drawn]


def test_it_shows_what_was_typed_and_forgets_it(at: datetime) -> None:
    refused = AdjunctForm(at, {"drug": "ondansetron", "late_reason": "was busy"})

    assert 'name="drug" value="ondansetron"' in refused.own_fields()
    assert "was busy" in refused.timing_fields()
    assert 'name="drug" value="ondansetron"' not in AdjunctForm(at).own_fields()
    assert "was busy" not in AdjunctForm(at).timing_fields()


def test_it_shows_what_is_known_already(at: datetime) -> None:
    assert 'value="12.5"' in RateForm(at, initial={"rate_ml_per_h": "12.5"}).own_fields()
    assert 'value="20"' in RateForm(at, initial={"rate_ml_per_h": "20"}).own_fields()
    assert "12.5" not in RateForm(at).own_fields()
