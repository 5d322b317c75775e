"""The form of the printed record: tagged for those who hear it, and proof against whatever was typed."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.people.actions import register_patient
from ebb.clinic.printing.record import record_pdf
from ebb.clinic.printing.tests import visits
from ebb.clinic.printing.tests.reading import catalog, elements, letters, words

TYPST = '#panic() *bold* _under_ $x^2$ <label> @ref `raw` = Head\\ // gone /* gone */ #include "/etc/passwd"'


def test_it_is_tagged_and_says_its_language_and_title(cast: SimpleNamespace, at: datetime) -> None:
    infusion, over = visits.unconnected(cast, at)

    pdf = record_pdf(infusion, over)

    root = catalog(pdf)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert "Record of a ketamine infusion, 24 Nov 2026" in root["/Metadata"].get_data().decode()


def test_tables_have_heads_and_pictures_have_words(cast: SimpleNamespace, at: datetime) -> None:
    infusion, over = visits.unconnected(cast, at)

    pdf = record_pdf(infusion, over)

    alternatives = [str(figure["/Alt"]) for figure in elements(pdf, "/Figure")]
    assert {str(head["/A"][0]["/Scope"]) for head in elements(pdf, "/TH")} == {"/Column"}
    assert len(elements(pdf, "/TH")) > 20
    assert len(elements(pdf, "/H1")) == 1
    assert any("One time axis from 08:45 to 10:45" in words for words in alternatives)


def test_the_figure_is_the_one_of_the_page(cast: SimpleNamespace, at: datetime) -> None:
    infusion, over = visits.unconnected(cast, at)

    told = words(record_pdf(infusion, over))

    for part in ("Rate mg/h", "Predicted ketamine ng/mL", "dashed: personal limits", "Scores", "Infusion started"):
        assert part in told, part


@pytest.mark.parametrize("typed", [TYPST, "<script>alert(1)</script>", "\\u{41} \\n ' \" & %s {0} {name}"])
def test_what_was_typed_is_printed_as_it_was_typed(cast: SimpleNamespace, at: datetime, typed: str) -> None:
    infusion = journey.running(cast, at)
    actions.note(infusion, text=typed, by=cast.nurse.pk, at=after(at, 5))

    found = letters(record_pdf(infusion, after(at, 6)))

    assert "".join(typed.split()) in found


def test_a_name_is_printed_as_it_is(cast: SimpleNamespace, at: datetime) -> None:
    patient = register_patient(
        site=cast.site, number="#1*", given_name="Zoë $1 <b>", family_name="O'Brien *Łuk# Ωμέγα", born_on=at.date(),
        by=cast.front_desk.pk, at=at,
    )  # fmt: skip
    infusion = journey.arrived(cast, at, patient=patient)

    assert "O'Brien *Łuk# Ωμέγα, Zoë $1 <b>" in words(record_pdf(infusion, after(at, 1)))


def test_a_letter_no_font_has_is_told_by_its_number(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    actions.note(infusion, text="bell \x07 and \ufffe", by=cast.nurse.pk, at=after(at, 5))

    assert "bell [U+0007] and [U+FFFE]" in words(record_pdf(infusion, after(at, 6)))
