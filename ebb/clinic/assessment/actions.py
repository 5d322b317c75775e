"""What is asked, what is agreed to and what is concluded about a patient."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ebb.clinic.assessment.candidacy import as_text, candidacy_of, is_signable
from ebb.clinic.assessment.consents import consent_of, withdrawal_of
from ebb.clinic.assessment.models import (
    Answer,
    Conclusion,
    Consent,
    ConsentWithdrawal,
    HistoryItem,
    ListReviewed,
    Medicine,
    MedicineRead,
    StandingOverride,
    Value,
)
from ebb.clinic.assessment.questions import QUESTIONS
from ebb.clinic.library.models import ConsentText
from ebb.clinic.people.models import Credential, Patient
from ebb.clinic.record.actions import write_entry
from ebb.pathway.candidacy import ImpossibleValue, from_json
from ebb.pathway.findings import Finding, Refused, blocking, policy_finding, refuse

Item = TypeVar("Item", bound=HistoryItem)
Verdict = Conclusion.Verdict
Kind = Credential.Kind
ASA_III = "E32"  # signed by an anaesthesia-trained physician only [D]

# id: (reason, what would clear it), all clinic policy [D]
REASONS = {
    "assessment.withdrawn-already": ("“{text}” was withdrawn already.", "Nothing: it counts no more."),
    "assessment.reason": ("No reason was given.", "Say why."),
    "assessment.read-already": ("“{text}” was read already.", "Nothing."),
    "assessment.no-question": ("“{fact}” is not asked here.", "Choose a question of this page."),
    "assessment.impossible": ("{problem}", "Look at the number and its unit, and enter it again."),
    "assessment.old-text": (
        "This is not the consent text in force, which is version {version}.",
        "Open the page again; the patient reads and signs the version in force.",
    ),
    "assessment.signed-name": (
        "The name typed is not the name on this file, {name}.",
        "Check that it is the right file; the patient types the name as it stands there.",
    ),
    "assessment.no-consent": ("No consent was signed.", "Nothing: there is none to withdraw."),
    "assessment.consent-withdrawn": (
        "This consent was withdrawn already, on {on}.",
        "Nothing: it counts no more. A new signature clears it.",
    ),
    "assessment.told-by": ("Nobody was named who said it.", "Write who told you; “the patient” is enough."),
    "assessment.in-the-future": ("{at} has not come yet.", "Give the time it was said."),
    "assessment.physician": (
        "Letting a finding stand needs a physician's credential of today.",
        "A physician signs.",
    ),
    "assessment.anaesthesia": (
        "ASA III needs the signature of a physician trained in anaesthesia.",
        "Such a physician signs.",
    ),
}

refusal = partial(policy_finding, REASONS)


@transaction.atomic
def add_history_item(
    kind: type[Item], *, patient: Patient, text: str, by: UUID, at: datetime, **details: object
) -> Item:
    """Add one item to a patient's history: `add_history_item(Allergy, patient=…, text="penicillin", …)`."""
    item = kind.objects.create(patient=patient, text=text, by=by, written_at=at, **details)
    write_entry(chain=patient.pk, verb=f"{kind._meta.verbose_name} noted", facts=[item], by=by, at=at)
    return item


@transaction.atomic
def withdraw(item: Item, *, reason: str, by: UUID, at: datetime) -> Item:
    """Record that an item no longer holds, or never did. It stays readable."""
    kind = type(item)
    if item.withdraws_id or kind.objects.filter(withdraws=item).exists():
        raise Refused(refusal("assessment.withdrawn-already", text=item.text))
    refuse([] if reason.strip() else [refusal("assessment.reason")])
    row = kind.objects.create(
        withdraws=item, patient=item.patient, text=item.text, reason=reason.strip(), by=by, written_at=at
    )
    write_entry(chain=item.patient_id, verb=f"{kind._meta.verbose_name} withdrawn", facts=[row], by=by, at=at)
    return row


@transaction.atomic
def read_medicine(medicine: Medicine, *, reason: str, by: UUID, at: datetime) -> MedicineRead:
    """Record that a clinician read a medicine nobody could match, and why it does no harm here."""
    refuse([] if reason.strip() else [refusal("assessment.reason")])
    if MedicineRead.objects.filter(medicine=medicine).exists():
        raise Refused(refusal("assessment.read-already", text=medicine.text))
    row = MedicineRead.objects.create(medicine=medicine, reason=reason.strip(), by=by, written_at=at)
    write_entry(chain=medicine.patient_id, verb="medicine read", facts=[row], by=by, at=at)
    return row


@transaction.atomic
def review_list(*, patient: Patient, subject: str, by: UUID, at: datetime) -> ListReviewed:
    """Record that a list was reviewed with the patient to its end."""
    row = ListReviewed.objects.create(patient=patient, subject=subject, by=by, written_at=at)
    write_entry(chain=patient.pk, verb=f"{subject} gone through", facts=[row], by=by, at=at)
    return row


@transaction.atomic
def answer(*, patient: Patient, answers: Mapping[str, Value], by: UUID, at: datetime) -> list[Answer]:
    """Record answers to facts of candidacy by name; None says that it is not known, which is never a no."""
    refuse(refusal("assessment.no-question", fact=fact) for fact in answers if fact not in QUESTIONS)
    try:
        from_json(answers)
    except ImpossibleValue as error:
        raise Refused(refusal("assessment.impossible", problem=error)) from error
    rows = [
        Answer.objects.create(patient=patient, fact=fact, by=by, written_at=at, **_column(value))
        for fact, value in answers.items()
    ]
    if rows:
        write_entry(chain=patient.pk, verb="questions answered", facts=rows, by=by, at=at)
    return rows


@transaction.atomic
def sign_consent(*, patient: Patient, text: ConsentText | None, signed_name: str, by: UUID, at: datetime) -> Consent:
    """Record that the patient signed the text in force. `by` is the witness, who has just given their password."""
    current = ConsentText.objects.current()
    found = []
    if text is None or text != current:
        found.append(refusal("assessment.old-text", version=current.version if current else "none yet"))
    if _words(signed_name) != _words(str(patient)):
        found.append(refusal("assessment.signed-name", name=patient))
    refuse(found)
    consent = Consent.objects.create(
        patient=patient, text=text, signed_name=" ".join(signed_name.split()), signed_at=at, witness_id=by
    )
    write_entry(chain=patient.pk, verb="consent signed", facts=[consent], by=by, at=at)
    return consent


@transaction.atomic
def withdraw_consent(
    *, patient: Patient, told_by: str, words: str = "", told_at: datetime | None = None, by: UUID, at: datetime
) -> ConsentWithdrawal:
    """Record that the patient took the consent back, for which no reason is asked. `told_by` said it, at `told_at`.

    Staff call `infusion.actions.withdraw_consent`, which tells the chair too.
    """
    Patient.objects.select_for_update().get(pk=patient.pk)
    consent, told_at = consent_of(patient), told_at or at
    refuse(_not_to_withdraw(consent, told_by, told_at, at))
    row = ConsentWithdrawal.objects.create(
        consent=consent, told_by=told_by.strip(), words=words.strip(), told_at=told_at, written_at=at, by=by
    )
    write_entry(chain=patient.pk, verb="consent withdrawn", facts=[row], by=by, at=at, happened_at=told_at)
    return row


def _not_to_withdraw(consent: Consent | None, told_by: str, told_at: datetime, at: datetime) -> list[Finding]:
    if consent is None:
        return [refusal("assessment.no-consent")]
    if withdrawal := withdrawal_of(consent):
        return [refusal("assessment.consent-withdrawn", on=f"{timezone.localdate(withdrawal.told_at):%Y-%m-%d}")]
    found = [] if told_by.strip() else [refusal("assessment.told-by")]
    if told_at > at:
        found.append(refusal("assessment.in-the-future", at=f"{timezone.localtime(told_at):%Y-%m-%d %H:%M}"))
    return found


@transaction.atomic
def conclude(
    *, patient: Patient, verdict: str, reason: str = "", overrides: Mapping[str, str] | None = None,
    by: UUID, at: datetime,
) -> Conclusion:  # fmt: skip
    """Declare what an assessment came to, with the findings of now.

    Eligible needs nothing open but what a physician lets stand: `overrides` holds the reason for each such finding.
    Deferred and declined need a `reason`.
    """
    candidacy = candidacy_of(patient, at)
    reasons = {finding: text.strip() for finding, text in (overrides or {}).items() if text.strip()}
    signed = [finding for finding in candidacy.findings if is_signable(finding) and finding.id in reasons]
    if verdict == Verdict.ELIGIBLE:
        refuse(finding for finding in blocking(candidacy.findings) if finding not in signed)
        refuse(_beyond_signer(signed, by, at))
    elif not reason.strip():
        raise Refused(refusal("assessment.reason"))
    conclusion = Conclusion.objects.create(
        patient=patient, verdict=verdict, reason=reason.strip(), findings=as_text(candidacy.findings), by_id=by,
        written_at=at,
    )  # fmt: skip
    rows = [
        StandingOverride.objects.create(
            conclusion=conclusion, finding=finding.id, said=finding.text, reason=reasons[finding.id]
        )
        for finding in signed
        if verdict == Verdict.ELIGIBLE
    ]
    write_entry(chain=patient.pk, verb=f"concluded: {verdict}", facts=[conclusion, *rows], by=by, at=at)
    return conclusion


def _column(value: Value) -> dict[str, Value]:
    if isinstance(value, bool):
        return {"yes": value}
    return {"word": value} if isinstance(value, str) else {"number": value}


def _words(name: str) -> list[str]:
    return name.casefold().split()


def _beyond_signer(signed: list[Finding], by: UUID, at: datetime) -> list[Finding]:
    """Why this person may not let these findings stand, by their credentials of that day. One query."""
    if not signed:
        return []
    held = set(Credential.objects.on(timezone.localdate(at)).filter(user_id=by).values_list("kind", flat=True))
    found = [] if Kind.PHYSICIAN in held else [refusal("assessment.physician")]
    if ASA_III in {finding.id for finding in signed} and Kind.ANAESTHESIA_TRAINED not in held:
        found.append(refusal("assessment.anaesthesia"))
    return found
