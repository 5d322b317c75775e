from datetime import datetime, timedelta
from statistics import mean

from django.utils import timezone

from ebb.clinic.controlled_drugs.models import LedgerLine
from ebb.clinic.demo.make import make_ready
from ebb.clinic.followup.models import DiaryEntry
from ebb.clinic.people.models import Patient


def test_most_evenings_are_kept_and_some_are_missed(made: datetime):
    for patient in Patient.objects.all():
        kept = DiaryEntry.objects.current().filter(patient=patient)

        assert 45 <= kept.count() < 75
        assert kept.last().on < timezone.localdate(made)
        assert timezone.localdate(made) - kept.first().on > timedelta(weeks=11)


def test_one_who_responds_has_less_pain_after_the_infusions(made: datetime):
    ines = Patient.objects.get(number="P-0001")
    first = ines.infusions.order_by("expected_at")[0].expected_at.date()

    before = [entry.average for entry in ines.diary.current() if entry.on < first]
    after = [entry.average for entry in ines.diary.current() if entry.on > first + timedelta(days=1)]

    assert mean(after) < 0.8 * mean(before)


def test_another_day_goes_on_where_the_diary_stopped(made: datetime):
    make_ready(now=made + timedelta(days=3))

    ines = Patient.objects.get(number="P-0001")
    days = [entry.on for entry in ines.diary.current()]
    assert len(days) == len(set(days))
    assert max(days) > timezone.localdate(made)


def test_the_cabinet_was_counted_by_two(made: datetime):
    line = LedgerLine.objects.get()

    assert line.total_mg == 20_000
    assert line.counted_by != line.witness
