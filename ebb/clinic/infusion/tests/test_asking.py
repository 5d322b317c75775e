"""The fields of a form as the page asks for them: drawn once, but what was typed only where it was typed."""

from datetime import datetime

import pytest
from django.template.loader import render_to_string

from ebb.clinic.infusion.chart_actions import AT_ONCE, DEEDS
from ebb.clinic.infusion.forms.base import DeedForm
from ebb.clinic.infusion.forms.pump import Adjunct, Rate
from ebb.clinic.recovery.deeds import DEEDS as RECOVERY

FORMS = {deed.form for deed in (*DEEDS.values(), *AT_ONCE.values(), *RECOVERY.values())}
BLANK = sorted((form for form in FORMS if not form.about_the_infusion), key=lambda form: form.__name__)


@pytest.mark.parametrize("kind", BLANK, ids=lambda form: form.__name__)
def test_a_blank_form_asks_what_a_fresh_drawing_asks(kind: type[DeedForm], at: datetime) -> None:
    drawn = render_to_string(kind.asked_with, {"form": kind(at)})

    assert [kind(at).asked(), kind(at).asked()] == [drawn, drawn]


def test_it_shows_what_was_typed_and_forgets_it(at: datetime) -> None:
    refused = Adjunct(at, {"drug": "ondansetron", "late_reason": "was busy"})

    assert "ondansetron" in refused.asked()
    assert "was busy" in refused.earlier()
    assert "ondansetron" not in Adjunct(at).asked()
    assert "was busy" not in Adjunct(at).earlier()


def test_it_shows_what_is_known_already(at: datetime) -> None:
    assert 'value="12.5"' in Rate(at, initial={"rate_ml_per_h": "12.5"}).asked()
    assert 'value="20"' in Rate(at, initial={"rate_ml_per_h": "20"}).asked()
    assert "12.5" not in Rate(at).asked()
