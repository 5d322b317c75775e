"""Falsifications that leave every digest and every link as it was."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from ebb.clinic.assessment.models import Consent
from ebb.clinic.infusion.tests.journey import after, before, running
from ebb.clinic.record import anchors, schema
from ebb.clinic.record.actions import write_entry
from ebb.clinic.record.models import Anchor, Chain, Entry
from ebb.clinic.record.tests.test_tampering import looked, owning_the_database, recompute
from ebb.clinic.record.tests.test_triggers import DOES_NOTHING, drop_one
from ebb.clinic.record.verify import verify
from ebb.clinic.vitals.actions import seal_minutes
from ebb.clinic.vitals.models import ProcessPosition
from ebb.clinic.vitals.tests.rows import message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.EBB_HOME = tmp_path


@pytest.fixture
def now():
    return timezone.now()


def whats(**given) -> set[str]:
    return {fault.what for fault in verify(**given).faults}


def test_a_consent_signed_forty_days_ago_and_appended_today_is_found(cast, at):
    running(cast, at)
    signed = Consent.objects.get()
    signed.pk, signed.signed_at = None, before(at, 40 * 24 * 60)
    signed.save(force_insert=True)
    write_entry(chain=cast.patient.pk, verb="consent signed", facts=[signed], by=cast.nurse.pk, at=after(at, 1))

    assert whats() == {"signed_at lies before its entry, which does not say that it is late"}


def test_an_entry_dated_back_in_its_chain_is_found(cast, at):
    looked(cast, at)
    write_entry(chain=cast.patient.pk, verb="looked", facts=[], by=cast.nurse.pk, at=before(at, 60))

    assert whats() == {"was written before the entry before it"}


def test_two_requests_at_once_may_write_in_either_order(cast, at):
    looked(cast, at)
    write_entry(chain=cast.patient.pk, verb="looked", facts=[], by=cast.nurse.pk, at=before(at, 0.9))

    assert whats() == set()


def test_an_entry_dated_before_an_anchor_that_does_not_hold_it_is_found(cast, at):
    for minute in (0, 60):
        anchors.make_anchor(at=after(at, minute))
    write_entry(chain=cast.second_nurse.pk, verb="looked", facts=[], by=cast.nurse.pk, at=after(at, 30))

    assert whats() == {"was written before an anchor that does not hold it"}


def test_what_was_written_in_the_future_is_found(cast, now):
    write_entry(chain=cast.patient.pk, verb="looked", facts=[], by=cast.nurse.pk, at=after(now, 5))

    assert whats() == {"was written in the future"}
    assert whats(at=after(now, 4.5)) == set()


def test_a_head_that_vanished_is_found(cast):
    Chain.objects.filter(pk=cast.patient.pk).delete()

    assert whats() == {"the chain has entries and no head"}


def test_a_head_put_elsewhere_is_found(cast):
    Chain.objects.filter(pk=cast.patient.pk).update(head="0" * 64)

    assert whats() == {"the chain does not end with its head"}


def test_an_anchor_is_made_of_the_entries_and_not_of_the_heads(cast, at):
    Chain.objects.filter(pk=cast.patient.pk).update(length=0, head="")

    anchor = anchors.make_anchor(at=at)

    assert anchor.heads[str(cast.patient.pk)][0] == 1
    assert (anchor.entries, anchor.chains) == (Entry.objects.count(), Entry.objects.values("chain").distinct().count())


def test_a_later_anchor_holds_what_came_since(cast, at, monkeypatch):
    monkeypatch.setattr(anchors, "LATE_COMMITS", 0)
    anchors.make_anchor(at=at)
    looked(cast, after(at, 1))

    later = anchors.make_anchor(at=after(at, 2))

    assert later.heads.keys() == {str(cast.patient.pk)}
    assert anchors.signed_length(cast.patient.pk) == 4
    assert whats() == set()


def test_counts_that_the_heads_do_not_come_to_are_found(cast, at):
    anchor = anchors.make_anchor(at=at)
    with owning_the_database():
        anchor.entries += 1
        anchor.digest = anchors.anchor_digest(anchor)
        anchor.signature = anchors.signing_key().sign(anchor.digest.encode()).hex()
        anchor.save()

    assert whats() == {"the anchor's counts are not those of the heads it signed"}


def test_an_entry_rewritten_to_its_end_is_given_away_by_the_first_anchor_that_held_it(cast, at):
    looked(cast, at)
    anchors.make_anchor(at=at)
    looked(cast, after(at, 1))
    anchors.make_anchor(at=after(at, 2))
    with owning_the_database():
        Entry.objects.filter(chain=cast.patient.pk, sequence=2).update(verb="noted twice")
        recompute(cast.patient.pk)

    faults = verify().faults

    assert {fault.what for fault in faults} == {"the chain no longer fits the anchor"}
    assert {fault.row for fault in faults} == {str(pk) for pk in Anchor.objects.values_list("pk", flat=True)}


def test_a_seal_mark_moved_ahead_is_found_by_the_age_of_what_it_passed(cast, now):
    for second in range(3):
        message(now + timedelta(seconds=second), chair=cast.chair, control_id=str(second))
    ProcessPosition.objects.create(name="sealed", message=10**9, at=now)
    assert seal_minutes(at=after(now, 5)) == 0
    looked(cast, after(now, 10))
    report = verify(at=after(now, 10))
    assert (report.faults, report.unsealed) == ([], 3)

    looked(cast, after(now, 20))

    assert whats(at=after(now, 20)) == {"its minute is long over and was never sealed"}


def test_a_message_dated_ahead_is_found(cast, at):
    message(after(at, 60 * 24 * 365 * 70), chair=cast.chair)

    assert "is dated in the future" in whats()


def test_a_row_that_points_nowhere_is_found(cast, at):
    infusion = running(cast, at)
    with owning_the_database(), connection.constraint_checks_disabled():
        infusion.events.filter(kind="CheckedIn").update(infusion=cast.nurse.pk)
        found = whats()
        infusion.events.model.objects.filter(infusion=cast.nurse.pk).update(infusion=infusion)

    assert {"infusion_id points to a row that is not there", "the fact was changed after it was recorded"} <= found


def test_a_trigger_of_the_same_name_that_does_nothing_is_found(cast):
    drop_one()
    execute(DOES_NOTHING[connection.vendor])

    assert any(fault.what.startswith("the trigger ") for fault in verify().faults)
    with pytest.raises(schema.Unprotected, match="people_demographics"):
        schema.require()


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("DROP INDEX event_by_infusion", "the index is missing"),
        ("CREATE INDEX of_mine ON infusion_event (kind)", "the index is none of Ebb's"),
        ("CREATE TABLE of_mine (id integer)", "is none of Ebb's"),
        ("CREATE VIEW of_mine AS SELECT * FROM infusion_event", "is none of Ebb's"),
        ("ALTER TABLE infusion_event ADD COLUMN of_mine integer", "built as Ebb builds it"),
    ],
)
def test_a_database_built_otherwise_is_found(cast, statement, what):
    execute(statement)

    found = " ".join(fault.what for fault in schema.differences())

    assert what in found or "the column is none of Ebb's" in found


def test_a_view_in_a_tables_place_is_found(cast):
    execute("ALTER TABLE people_credential RENAME TO hidden_credential")
    execute("CREATE VIEW people_credential AS SELECT * FROM hidden_credential")

    assert {"people_credential", "hidden_credential"} <= {fault.table.split()[0] for fault in schema.differences()}


def test_an_exported_anchor_is_never_written_over(cast, at, settings):
    first = anchors.make_anchor(at=at)
    with owning_the_database():
        Anchor.objects.all().delete()
        looked(cast, after(at, 1))
        again = anchors.make_anchor(at=after(at, 2))
        Anchor.objects.filter(pk=again.pk).update(id=first.pk)
        anchors.copy_outside(Anchor.objects.get())

    names = sorted(file.name for file in (settings.EBB_HOME / "anchors").iterdir())

    assert f"{first.pk:08d}-2.json" in names
    assert anchors.checkpoint(first) in anchors.exported()


def test_the_command_holds_the_exported_anchors_against_the_record(cast, at, capsys):
    anchors.make_anchor(at=at)
    with owning_the_database():
        Anchor.objects.all().delete()

    with pytest.raises(SystemExit):
        call_command("verify_record")

    assert "the exported anchor is not in the database" in capsys.readouterr().out


def execute(statement: str, values: list | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or [])


def test_an_invented_past_is_excused_by_its_own_anchor_alone(cast, at):
    anchors.make_anchor(at=at)
    looked(cast, before(at, 60))
    anchors.make_anchor(at=after(at, 1), invented=True)
    assert whats() == set()

    looked(cast, before(at, 50))
    anchors.make_anchor(at=after(at, 2))

    assert whats() == {"was written before an anchor that does not hold it"}


def test_since_an_anchor_what_it_held_is_not_read_again(cast, at, capsys, settings):
    running(cast, at)
    first = anchors.make_anchor(at=at)
    looked(cast, after(at, 1))
    whole, later = verify(), verify(since=first.pk)
    assert (later.faults, later.entries, later.facts) == ([], whole.entries, 0)

    [file] = (settings.EBB_HOME / "anchors").iterdir()
    for since in (str(first.pk), str(file)):
        call_command("verify_record", since=since)

    assert capsys.readouterr().out.count(f"0 facts, {whole.entries} entries") == 2


def test_an_entry_that_speaks_of_no_table_is_found(cast, at):
    looked(cast, at)
    with owning_the_database():
        Entry.objects.filter(chain=cast.patient.pk, sequence=2).update(facts=[{"table": "x", "id": 1, "digest": ""}])
        recompute(cast.patient.pk)

    assert "speaks of a table that Ebb has not" in whats()
