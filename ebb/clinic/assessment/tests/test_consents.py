import pytest

from ebb.clinic.assessment import actions
from ebb.clinic.assessment.candidacy import candidacy_of
from ebb.clinic.assessment.consents import consent_of
from ebb.clinic.assessment.tests.assessed import asked, consented, released
from ebb.clinic.library.actions import release_consent_text
from ebb.clinic.record.verify import verify
from ebb.pathway.findings import Refused

pytestmark = pytest.mark.django_db


def test_nobody_has_consented_until_they_sign(cast, at):
    released(cast, at)

    assert consent_of(cast.patient) is None


def test_a_consent_keeps_the_version_the_name_and_the_witness(cast, at):
    consented(cast, at)

    consent = consent_of(cast.patient)
    assert (consent.text.version, consent.signed_name, consent.witness) == (1, "Ines Invented", cast.nurse)
    assert verify().faults == []


def test_a_newer_version_asks_again(cast, at):
    asked(cast, at)
    consented(cast, at)
    release_consent_text(site=cast.site, title="New", body="Other words.", by=cast.prescriber.pk, at=at)

    (finding,) = candidacy_of(cast.patient, at).open

    assert finding.id == "E35"
    assert "version signed: 1; current version: 2" in finding.text


def test_an_old_version_can_not_be_signed(cast, at):
    old = released(cast, at)
    release_consent_text(site=cast.site, title="New", body="Other words.", by=cast.prescriber.pk, at=at)

    with pytest.raises(Refused, match="version 2"):
        actions.sign_consent(patient=cast.patient, text=old, signed_name="Ines Invented", by=cast.nurse.pk, at=at)


def test_another_name_than_the_files_is_refused(cast, at):
    text = released(cast, at)

    with pytest.raises(Refused, match="Ines Invented"):
        actions.sign_consent(patient=cast.patient, text=text, signed_name="Otto Other", by=cast.nurse.pk, at=at)

    assert consent_of(cast.patient) is None
