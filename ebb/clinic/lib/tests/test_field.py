"""One field of a form, as lib/_field.html shows it."""

from django import forms
from django.template.loader import render_to_string


class Weighing(forms.Form):
    weight_kg = forms.DecimalField(label="Weight", help_text="Today, without shoes.", max_value=300)
    shoes_off = forms.BooleanField(label="Shoes are off", required=False)
    scale = forms.ChoiceField(label="Scale", choices=[("chair", "Chair"), ("floor", "Floor")], widget=forms.RadioSelect)
    visit = forms.CharField(widget=forms.HiddenInput)


def shown(name: str, unit: str = "", sent: dict[str, str] | None = None) -> str:
    form = Weighing(sent, auto_id="id_%s")
    return render_to_string("lib/_field.html", {"field": form[name], "unit": unit})


def test_a_number_stands_beside_its_unit_under_its_label() -> None:
    page = shown("weight_kg", unit="kg")

    assert '<label for="id_weight_kg">Weight</label>' in page
    assert '<span class="unit">kg</span>' in page


def test_help_and_error_belong_to_the_field_for_a_reader_of_screens() -> None:
    page = shown("weight_kg", sent={"weight_kg": "700"})

    assert 'id="id_weight_kg_helptext"' in page
    assert 'id="id_weight_kg_error"' in page
    assert 'aria-describedby="id_weight_kg_helptext id_weight_kg_error"' in page
    assert "300" in page


def test_a_tick_has_its_words_beside_it() -> None:
    page = shown("shoes_off")

    assert '<label class="tick"><input type="checkbox"' in page
    assert "<span>Shoes are off</span></label>" in page


def test_answers_to_one_question_are_one_group() -> None:
    page = shown("scale")

    assert page.count('type="radio"') == 2
    assert "<legend>Scale</legend>" in page


def test_a_hidden_field_shows_nothing() -> None:
    assert "<label" not in shown("visit")
