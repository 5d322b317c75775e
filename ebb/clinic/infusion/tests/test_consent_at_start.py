"""E35: nobody is started without a consent to the text in force."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from ebb.clinic.assessment.tests.assessed import consented
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.counting import nothing_written
from ebb.clinic.library.actions import release_consent_text
from ebb.pathway.findings import Refused

A_MINUTE = timedelta(minutes=1)


def release_another(cast: SimpleNamespace, at: datetime) -> None:
    release_consent_text(site=cast.site, title="New", body="Other words.", by=cast.prescriber.pk, at=at)


def test_it_refuses_a_start_on_an_older_version(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.ready_to_start(cast, at)
    release_another(cast, at)

    with nothing_written(), pytest.raises(Refused, match="No signed consent of the current text, version 2"):
        actions.start_infusion(infusion, by=cast.nurse.pk, at=at)


def test_it_starts_once_the_new_version_is_signed(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.ready_to_start(cast, at)
    release_another(cast, at)
    consented(cast, at + A_MINUTE)

    actions.start_infusion(infusion, by=cast.nurse.pk, at=at + A_MINUTE)

    assert journey.again(infusion).state == "running"


def test_a_consent_holds_for_a_year(cast: SimpleNamespace, at: datetime) -> None:
    consented(cast, at - timedelta(days=366))
    infusion = journey.arrived(cast, at)

    with nothing_written(), pytest.raises(Refused, match="more than 12 months ago"):
        actions.declare_prepared(infusion, by=cast.nurse.pk, at=at + A_MINUTE)
