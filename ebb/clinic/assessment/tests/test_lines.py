import pytest
from django.db import DatabaseError, transaction

from ebb.clinic.assessment import actions
from ebb.clinic.assessment.models import Allergy, Answer, ListReviewed, PastTreatment, TreatmentGoal
from ebb.clinic.record.models import Entry
from ebb.clinic.record.verify import verify
from ebb.pathway.findings import Refused

pytestmark = pytest.mark.django_db


def test_a_line_and_its_withdrawal_both_stay_readable(cast, at):
    by = {"by": cast.nurse.pk, "at": at}
    line = actions.add_history_item(Allergy, patient=cast.patient, text="penicillin", reaction="rash", **by)

    actions.withdraw(line, reason="tested negative", **by)

    assert list(Allergy.objects.current()) == []
    assert [row.text for row in Allergy.objects.order_by("pk")] == ["penicillin", "penicillin"]
    assert list(Entry.objects.filter(verb__startswith="allergy").order_by("pk").values_list("verb", flat=True)) == [
        "allergy noted",
        "allergy withdrawn",
    ]
    assert verify().faults == []


def test_a_line_is_withdrawn_once_and_with_a_reason(cast, at):
    by = {"by": cast.nurse.pk, "at": at}
    told = {"group": PastTreatment.Group.GABAPENTINOID, "outcome": PastTreatment.Outcome.NOT_TOLERATED}
    line = actions.add_history_item(PastTreatment, patient=cast.patient, text="pregabalin 300 mg", **told, **by)
    with pytest.raises(Refused, match="No reason"):
        actions.withdraw(line, reason=" ", **by)
    actions.withdraw(line, reason="it was gabapentin", **by)

    with pytest.raises(Refused, match="withdrawn already"):
        actions.withdraw(line, reason="again", **by)


def test_the_database_refuses_to_change_an_answer(cast, at):
    actions.answer(patient=cast.patient, answers={"porphyria": True}, by=cast.nurse.pk, at=at)

    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.update(yes=False)

    assert Answer.objects.get().value is True


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"asa_class": 7}, "whole number from 1 to 5"),
        ({"height_cm": 1.7}, "number from 30 to 280"),
        ({"epilepsy": "sometimes"}, "one of none, controlled, uncontrolled"),
        ({"resting_sys_mmhg": 80, "resting_dia_mmhg": 120}, "below resting_sys_mmhg"),
        ({"likes_music": True}, "is not asked here"),
    ],
)
def test_an_impossible_answer_is_refused_with_a_reason(cast, at, answers, words):
    with pytest.raises(Refused, match=words):
        actions.answer(patient=cast.patient, answers=answers, by=cast.nurse.pk, at=at)

    assert not Answer.objects.exists()


def test_renamed_models_keep_their_tables_and_verbs(cast, at):
    actions.add_history_item(TreatmentGoal, patient=cast.patient, text="walk to the shop", by=cast.nurse.pk, at=at)

    assert Entry.objects.filter(verb="hope noted").count() == 1
    assert [kind._meta.db_table for kind in (TreatmentGoal, ListReviewed)] == [
        "assessment_hope",
        "assessment_gonethrough",
    ]
