"""Each way to falsify the record is tried; each is refused by the database or found out by `verify`."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from ebb.clinic.people.models import Demographics
from ebb.clinic.record import anchors, triggers
from ebb.clinic.record.actions import entry_digest, write_entry
from ebb.clinic.record.models import Anchor, Chain, Entry
from ebb.clinic.record.verify import verify

pytestmark = pytest.mark.django_db


@contextmanager
def owning_the_database() -> Iterator[None]:
    """Take the triggers away, as someone who owns the database can."""
    with connection.cursor() as cursor:
        for model in triggers.fact_models():
            kinds = ("update", "delete", "replace") if connection.vendor == "sqlite" else ("change", "truncate")
            for kind in kinds:
                on = "" if connection.vendor == "sqlite" else f' ON "{model._meta.db_table}"'
                cursor.execute(f'DROP TRIGGER "{model._meta.db_table}_no_{kind}"{on}')
    yield
    triggers.install()


def looked(cast, at, times: int = 3) -> None:
    for _ in range(times):
        with transaction.atomic():
            write_entry(chain=cast.patient.pk, verb="noted", facts=[], by=cast.nurse.pk, at=at)


def recompute(chain) -> None:
    """Forge a chain so that every link fits again."""
    previous = ""
    for place, entry in enumerate(Entry.objects.filter(chain=chain).order_by("sequence"), start=1):
        entry.sequence, entry.previous = place, previous
        entry.digest = previous = entry_digest(entry)
        entry.save()
    Chain.objects.filter(pk=chain).update(length=place, head=previous)


def test_an_update_is_refused(cast):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Demographics.objects.filter(patient=cast.patient).update(given_name="Mallory")

    assert Demographics.objects.get(patient=cast.patient).given_name == "Ines"


def test_a_delete_is_refused(cast):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(chain=cast.patient.pk).delete()

    assert Entry.objects.filter(chain=cast.patient.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_replacing_or_truncating_is_refused(cast):
    table = Demographics._meta.db_table
    statement = (
        f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"'
        if connection.vendor == "sqlite"
        else f'TRUNCATE "{table}" CASCADE'
    )

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Demographics.objects.filter(patient=cast.patient).count() == 1


def test_an_untouched_record_proves_itself(cast, at):
    looked(cast, at)
    anchor = anchors.make_anchor(at=at)

    report = verify(checkpoints=[anchors.checkpoint(anchor)])

    assert report.faults == []
    assert (report.anchors, report.chains) == (1, Chain.objects.count())


def test_a_changed_fact_is_found(cast):
    with owning_the_database():
        Demographics.objects.filter(patient=cast.patient).update(given_name="Mallory")

    [fault] = verify().faults

    assert (fault.table, fault.what) == ("people_demographics", "the fact was changed after it was recorded")


def test_a_changed_entry_is_found(cast, at):
    looked(cast, at)
    with owning_the_database():
        Entry.objects.filter(chain=cast.patient.pk, sequence=2).update(verb="discharged")

    assert "the entry was changed after it was written" in {fault.what for fault in verify().faults}


def test_a_cut_tail_is_found(cast, at):
    looked(cast, at)
    with owning_the_database():
        Entry.objects.filter(chain=cast.patient.pk, sequence__gt=2).delete()

    [fault] = verify().faults

    assert fault.what.endswith("its tail is gone")


def test_a_reordered_chain_is_found(cast, at):
    looked(cast, at)
    second, third = Entry.objects.filter(chain=cast.patient.pk, sequence__in=(2, 3)).order_by("sequence")
    with owning_the_database():
        for entry, place in ((second, 999), (third, 2), (second, 3)):
            entry.sequence = place
            entry.save()

    assert any("does not follow" in fault.what for fault in verify().faults)


def test_a_row_that_no_action_wrote_is_found(cast, at):
    row = Demographics.objects.get(patient=cast.patient)
    row.pk = None
    row.save(force_insert=True)

    [fault] = verify().faults

    assert fault.what == "no entry speaks of this row"


def test_a_recomputed_chain_is_given_away_by_the_anchor(cast, at):
    looked(cast, at)
    anchors.make_anchor(at=at)
    with owning_the_database():
        Entry.objects.filter(chain=cast.patient.pk, sequence=3).delete()
        recompute(cast.patient.pk)

    faults = verify().faults

    assert [fault.what for fault in faults] == ["the chain no longer fits the anchor"]


def test_a_rewritten_anchor_is_given_away_by_its_exported_copy(cast, at):
    looked(cast, at)
    exported = anchors.checkpoint(anchors.make_anchor(at=at))
    with owning_the_database():
        Entry.objects.filter(chain=cast.patient.pk, sequence=3).delete()
        recompute(cast.patient.pk)
        Anchor.objects.all().delete()
    anchors.make_anchor(at=at)

    faults = verify(checkpoints=[exported]).faults

    assert len(faults) == 1
    assert faults[0].what.startswith("the exported anchor ")


def test_an_anchor_signed_with_another_key_is_found(cast, at):
    anchor = anchors.make_anchor(at=at)
    with owning_the_database():
        Anchor.objects.filter(pk=anchor.pk).update(signature="00" * 64)

    assert [fault.what for fault in verify().faults] == ["the anchor was not signed with this clinic's key"]
