from datetime import timedelta

import pytest

from ebb.clinic.assessment import actions
from ebb.clinic.assessment.candidacy import candidacy_of, sentence
from ebb.clinic.assessment.facts import DERIVED, JUDGED
from ebb.clinic.assessment.models import Allergy, ListReviewed, Medicine
from ebb.clinic.assessment.questions import QUESTIONS
from ebb.clinic.assessment.tests.assessed import asked, consented
from ebb.pathway.findings import Level

pytestmark = pytest.mark.django_db


def found(cast, at):
    """Every open finding as (id, level, state)."""
    return {(f.id, f.level, f.state) for f in candidacy_of(cast.patient, at).open}


def test_every_fact_the_rules_judge_is_asked_or_read_from_other_rows():
    assert JUDGED - DERIVED == QUESTIONS


def test_of_a_new_patient_everything_is_unknown(cast, at):
    open_findings = candidacy_of(cast.patient, at).open

    assert {f.id for f in open_findings if f.level is Level.STOP} >= {"E01", "E02", "E05", "E26", "E35"}
    assert {f.state for f in open_findings if f.id != "E35"} == {"unknown"}


def test_everything_asked_and_signed_leaves_nothing_open(cast, at):
    asked(cast, at)
    consented(cast, at)

    assert found(cast, at) == set()


def test_an_allergy_to_the_drug_stops(cast, at):
    asked(cast, at)
    consented(cast, at)
    actions.add_history_item(Allergy, patient=cast.patient, text="ketamine: rash", by=cast.nurse.pk, at=at)

    assert found(cast, at) == {("E01", Level.STOP, "present")}


@pytest.mark.parametrize(
    ("fact", "value", "rule"),
    [
        ("intracranial_aneurysm_or_avm", True, "E02"),
        ("pregnancy_test_today", "positive", "E05"),
        ("has_capacity", False, "E35"),
    ],
)
def test_an_answer_can_stop(cast, at, fact, value, rule):
    asked(cast, at, **{fact: value})
    consented(cast, at)

    assert (rule, Level.STOP, "present") in found(cast, at)


def test_an_answer_taken_back_is_unknown_and_never_no(cast, at):
    asked(cast, at)
    consented(cast, at)
    actions.answer(patient=cast.patient, answers={"porphyria": None}, by=cast.nurse.pk, at=at)

    assert found(cast, at) == {("E22", Level.OVERRIDE, "unknown")}


def test_theophylline_stops_until_it_is_withdrawn(cast, at):
    asked(cast, at)
    consented(cast, at)
    line = actions.add_history_item(Medicine, patient=cast.patient, text="Theophylline 300 mg", by=cast.nurse.pk, at=at)
    before = found(cast, at)

    actions.withdraw(line, reason="replaced in November", by=cast.nurse.pk, at=at)

    assert before == {("E26", Level.STOP, "present")}
    assert found(cast, at) == set()


def test_a_medicine_nobody_knows_waits_for_a_person(cast, at):
    asked(cast, at)
    consented(cast, at)
    line = actions.add_history_item(Medicine, patient=cast.patient, text="Zyxotran 5 mg", by=cast.nurse.pk, at=at)
    before = found(cast, at)

    actions.read_medicine(line, reason="a skin cream", by=cast.prescriber.pk, at=at)

    assert ("E26", Level.STOP, "unknown") in before
    assert found(cast, at) == set()


def test_a_list_not_gone_through_is_not_an_empty_list(cast, at):
    consented(cast, at)
    actions.add_history_item(Medicine, patient=cast.patient, text="ibuprofen", by=cast.nurse.pk, at=at)
    half = found(cast, at)

    actions.review_list(patient=cast.patient, subject=ListReviewed.Subject.MEDICINES, by=cast.nurse.pk, at=at)

    assert ("E26", Level.STOP, "unknown") in half
    assert ("E26", Level.STOP, "unknown") not in found(cast, at)


def test_a_no_is_asked_again_and_a_yes_stays(cast, at):
    asked(cast, at, arrhythmia=True)
    consented(cast, at)

    later = found(cast, at + timedelta(days=91))

    assert ("E02", Level.STOP, "unknown") in later
    assert ("E04", Level.OVERRIDE, "present") in later


@pytest.mark.parametrize(
    ("fact", "value", "rule"),
    [
        ("pregnancy_test_today", "positive", "E05"),
        ("alt_x_uln", 3.0, "E14"),
        ("asa_class", 4, "E33"),
        ("has_capacity", False, "E35"),
    ],
)
def test_what_stops_never_lapses_by_time(cast, at, fact, value, rule):
    asked(cast, at, liver_disease=True, **{fact: value})
    consented(cast, at)

    assert (rule, Level.STOP, "present") in found(cast, at + timedelta(days=400))


@pytest.mark.parametrize(
    ("later", "stands"), [("negative", False), ("not done", True), ("refused", True), (None, True)]
)
def test_a_positive_test_is_answered_by_a_newer_one_alone(cast, at, later, stands):
    asked(cast, at, childbearing_potential=True, pregnancy_test_today="positive")
    consented(cast, at)
    later_at = at + timedelta(days=1)
    actions.answer(patient=cast.patient, answers={"pregnancy_test_today": later}, by=cast.nurse.pk, at=later_at)

    assert (("E05", Level.STOP, "present") in found(cast, later_at)) is stands


@pytest.mark.parametrize("test", ["negative", "not done", None])
def test_planning_needs_no_test_of_the_same_day(cast, at, test):
    asked(cast, at, childbearing_potential=True, pregnancy_test_today=test)
    consented(cast, at)

    assert found(cast, at + timedelta(days=3)) == set()


def test_ketamine_from_elsewhere_grows_older(cast, at):
    asked(cast, at, other_ketamine=True, other_ketamine_days_ago=5)
    consented(cast, at)

    today, in_three_days = found(cast, at), found(cast, at + timedelta(days=3))

    assert ("E38", Level.OVERRIDE, "present") in today
    assert "E38" not in {rule for rule, _, _ in in_three_days}


def test_the_sentence_counts_what_is_to_be_kept_in_mind(cast, at):
    cast.patient.born_on = at.date().replace(year=at.year - 70)
    cast.patient.save()
    asked(cast, at)
    consented(cast, at)

    said = sentence(candidacy_of(cast.patient, at))

    assert said == "Nothing stands against it. 1 to keep in mind."
