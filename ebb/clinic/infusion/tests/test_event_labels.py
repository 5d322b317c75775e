import string
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions, event_labels
from ebb.clinic.infusion.models import KINDS, Event
from ebb.clinic.infusion.refusals import REASONS
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.visit.snapshot import snapshot

COLUMNS = {field.name for field in Event._meta.fields}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_kind_of_event_has_its_words(kind: type) -> None:
    title, *parts = event_labels.WORDS[kind]

    columns = {part.column for part in parts if isinstance(part, event_labels.If)}
    columns |= {name for part in parts if isinstance(part, str) for name in places(part)}
    assert columns <= COLUMNS
    assert len(event_labels.verb(kind)) <= 40
    assert title


def test_no_two_kinds_share_a_verb() -> None:
    assert len({event_labels.verb(kind) for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("reason", REASONS.values())
def test_every_refusal_says_what_would_clear_it(reason: tuple[str, str]) -> None:
    why, clears = reason

    assert why.endswith((".", "}"))
    assert clears


def test_a_line_tells_its_values_with_their_units(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    actions.change_rate(infusion, rate_ml_per_h=Decimal("24.50"), reason="nausea", by=cast.nurse.pk, at=after(at, 2))
    actions.score(infusion, scale="pain", value=None, not_asked=True, by=cast.nurse.pk, at=after(at, 3))
    actions.offer_handover(infusion, to=cast.second_nurse, by=cast.nurse.pk, at=after(at, 4))

    told = {(line.title, line.detail) for line in snapshot(infusion, after(at, 5)).timeline}

    assert {
        ("Checked in", "chair 1, full name, date of birth"),
        ("Cannula", "forearm, left arm, 22 G, patent"),
        ("Rate changed", "24.5 mL/h, nausea"),
        ("Scored", "Pain, not asked"),
        ("Hand-over offered", "to Sam Second"),
    } <= told
