"""The checkpoint on the printed page, and the traces that printing leaves."""

import re
from datetime import datetime
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions as chair
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.pdf.render import qr_svg
from ebb.clinic.printing import actions
from ebb.clinic.printing.paper import proof
from ebb.clinic.printing.record import record_pdf
from ebb.clinic.printing.tests import visits
from ebb.clinic.printing.tests.reading import letters, words
from ebb.clinic.record import anchors
from ebb.clinic.record.models import Anchor, Entry
from ebb.clinic.record.tests.test_tampering import owning_the_database, recompute
from ebb.clinic.record.verify import verify


@pytest.fixture(autouse=True)
def own_home(settings: object, tmp_path: object) -> None:
    settings.EBB_HOME = tmp_path


def test_the_printed_line_is_the_checkpoint_and_verifies(cast: SimpleNamespace, at: datetime) -> None:
    infusion, over = visits.unconnected(cast, at)
    actions.print_record(infusion, by=cast.nurse.pk, at=over)

    pdf = record_pdf(infusion, over, by=cast.nurse.pk)

    line = anchors.checkpoint(anchors.latest_anchor())
    assert line in letters(pdf)
    assert verify(checkpoints=[line]).faults == []
    assert "made for this print" in words(pdf)


def test_the_code_holds_the_very_same_line(cast: SimpleNamespace, at: datetime) -> None:
    infusion, over = visits.unconnected(cast, at)
    actions.print_record(infusion, by=cast.nurse.pk, at=over)

    shown = proof(infusion, over)

    assert shown["qr"] == qr_svg("".join(shown["lines"]))
    assert "".join(shown["lines"]) == anchors.checkpoint(anchors.latest_anchor())


def test_each_printing_leaves_an_entry_by_name(cast: SimpleNamespace, at: datetime) -> None:
    infusion, over = visits.unconnected(cast, at)

    for minute in (1, 2):
        actions.print_record(infusion, by=cast.nurse.pk, at=after(over, minute))

    entries = Entry.objects.filter(chain=cast.patient.pk, verb="record printed")
    assert [(entry.actor, entry.written_at) for entry in entries.order_by("sequence")] == [
        (cast.nurse.pk, after(over, 1)),
        (cast.nurse.pk, after(over, 2)),
    ]


def test_a_second_print_of_a_covered_visit_needs_no_new_anchor(cast: SimpleNamespace, at: datetime) -> None:
    infusion, over = visits.unconnected(cast, at)

    actions.print_record(infusion, by=cast.nurse.pk, at=over)
    actions.print_record(infusion, by=cast.nurse.pk, at=after(over, 5))

    assert Anchor.objects.count() == 1
    assert "made 24 Nov 2026, 10:45" in words(record_pdf(infusion, after(over, 5)))


def test_what_was_written_since_the_last_anchor_gets_one(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    anchors.make_anchor(at=at)
    chair.note(infusion, text="Asleep", by=cast.nurse.pk, at=after(at, 5))

    actions.print_record(infusion, by=cast.nurse.pk, at=after(at, 6))

    assert [anchor.made_at for anchor in Anchor.objects.order_by("id")] == [at, after(at, 6)]


def test_a_page_printed_earlier_gives_away_who_rewrote_the_record(cast: SimpleNamespace, at: datetime) -> None:
    infusion, over = visits.unconnected(cast, at)
    actions.print_record(infusion, by=cast.nurse.pk, at=over)
    printed = re.search(r"EBB1:[0-9TZa-f:]+", letters(record_pdf(infusion, over)))[0]
    with owning_the_database():
        Entry.objects.filter(chain=cast.patient.pk, verb="discharged").update(actor=cast.second_nurse.pk)
        recompute(cast.patient.pk)
        Anchor.objects.all().delete()
    anchors.make_anchor(at=over)

    assert verify().faults == []
    assert [fault.what.startswith("the exported anchor ") for fault in verify(checkpoints=[printed]).faults] == [True]
