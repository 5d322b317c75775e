"""A supervisor who forgot to say that they left, and one who stays long with an infusion."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.staffing import staffing_of
from ebb.clinic.infusion.tests.journey import after, before, ready_to_start, running
from ebb.clinic.people.actions import come_on_site, leave_site
from ebb.clinic.people.presence import CONFIRM_AFTER
from ebb.pathway.findings import Refused
from ebb.pathway.steps import State


def supervisor(cast: SimpleNamespace) -> dict[str, object]:
    return {"site": cast.site, "person": cast.prescriber, "by": cast.prescriber.pk}


def test_a_start_is_refused_in_words_until_the_supervisor_confirms(cast: SimpleNamespace, at: datetime) -> None:
    infusion = ready_to_start(cast, at)
    late = before(at, 60) + CONFIRM_AFTER

    with pytest.raises(Refused) as refused:
        actions.start_infusion(infusion, by=cast.nurse.pk, at=late)
    [finding] = [one for one in refused.value.findings if one.id.startswith("start.supervisor")]
    assert "Pia Prescriber" in finding.text
    assert "confirm on Today" in finding.remedy

    come_on_site(**supervisor(cast), at=late)
    assert staffing_of(cast.site, late).is_supervised


def test_nobody_is_dropped_while_an_infusion_runs_or_is_paused(cast: SimpleNamespace, at: datetime) -> None:
    infusion = running(cast, at)
    late = before(at, 60) + CONFIRM_AFTER

    assert staffing_of(cast.site, late).is_supervised
    actions.pause(infusion, reason="asked to", by=cast.nurse.pk, at=after(at, 1))
    assert staffing_of(cast.site, late).is_supervised
    actions.stop(infusion, completed=False, reason="asked to", by=cast.nurse.pk, at=after(at, 2))
    assert not staffing_of(cast.site, late).is_supervised


def test_a_running_infusion_of_another_site_holds_nobody_here(cast: SimpleNamespace, at: datetime) -> None:
    infusion = running(cast, at)
    infusion.site = cast.elsewhere
    infusion.save(update_fields=["site"])

    assert infusion.state == State.RUNNING
    assert not staffing_of(cast.site, before(at, 60) + CONFIRM_AFTER).is_supervised


def test_a_colleague_writes_down_when_they_left(cast: SimpleNamespace, at: datetime) -> None:
    come_on_site(**supervisor(cast), at=at - CONFIRM_AFTER - timedelta(hours=1))
    assert staffing_of(cast.site, at).unconfirmed_supervisor

    leave_site(**supervisor(cast) | {"by": cast.nurse.pk}, left_at=before(at, 600), at=at)

    assert not staffing_of(cast.site, at).unconfirmed_supervisor
