"""Why something was not recorded, in findings a clinician can read.

The rules of dose and start live in the pathway; here stand only those about the house: which chair, whose file, what
was recorded already. All are the clinic's own policy [D].
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from uuid import UUID

from ebb.clinic.people.credentials import held_by
from ebb.pathway.findings import Finding, Level, Refused, policy_finding, refuse
from ebb.pathway.quantities import QuantityError

# id: (reason, what would clear it)
REASONS = {
    "visit.out-of-order": (
        "“{event}” cannot be recorded while the visit is {state}.",
        "Record what comes before it first.",
    ),
    "visit.over": (
        "“{event}” cannot be recorded while the visit is {state}.",
        "Give the time it happened while the patient was here, or write a note.",
    ),
    "visit.reopens": (
        "This would open the visit again, which is {state}.",
        "Write a note that says what is wrong with the entry.",
    ),
    "visit.no-longer-fits": (
        "At {clock} this would leave the later “{event}” without its place: the visit would be {state} by then.",
        "Give the true time, or correct the later entry first.",
    ),
    "visit.started-already": (
        "This infusion was started already, at {clock} by {who}.",
        "Nothing: it is running or over. Change the rate, or pause.",
    ),
    "visit.stopped-already": (
        "This infusion was stopped already, at {clock} by {who}.",
        "A stopped infusion is not stopped again; restarting needs a new order.",
    ),
    "visit.in-the-future": ("{clock} has not come yet.", "Give the time it happened."),
    "visit.before-arrival": (
        "{clock} is before the patient was checked in, at {arrival}.",
        "Give a time after check-in.",
    ),
    "visit.late-reason": (
        "This happened {minutes} minutes ago and is only now written down.",
        "Say why it is written late.",
    ),
    "visit.value": ("{value} cannot be recorded as {field}: {problem}", "Correct the value."),
    "visit.amount": ("{problem}", "Correct the amount and its unit."),
    "visit.other-site": ("{thing} belongs to another site.", "Choose one of this site."),
    "visit.escort": ("An escort needs a name and a phone number.", "Write both."),
    "visit.plan-superseded": ("A newer plan stands in place of this one.", "Plan the visit under the newer one."),
    "visit.series-full": (
        "All {infusions} infusions of this plan are planned or over.",
        "A new assessment decides on a new plan.",
    ),
    "visit.identifiers": (
        "Two different identifiers are needed; given: {given}.",
        "Ask the patient for two, such as full name and date of birth.",
    ),
    "visit.nothing-measured": ("No value was given.", "Enter at least one number."),
    "visit.implausible": (
        "{reading} of {value} {unit} is not believable: it lies between {lowest} and {highest}.",
        "Look at the number and its unit, measure again, or leave it empty.",
    ),
    "visit.pressure": (
        "{sys}/{dia} is no blood pressure: it takes two numbers, the first the larger.",
        "Enter both, systolic first, or neither.",
    ),
    "visit.score": ("{value} is no answer to {scale}. {why}", "Choose a score, or say that it was not asked."),
    "visit.no-last-score": ("{scale} was not scored before in this visit.", "Choose a score."),
    "visit.no-symptom": ("No symptom was named.", "Name at least one; when all are gone, record that."),
    "visit.company": ("Nobody was named who goes along.", "Name the person."),
    "visit.cover": ("Nobody was named who keeps watch.", "Name who watches until the escort comes."),
    "visit.empty-note": ("The note is empty.", "Write what happened."),
    "visit.chair-taken": ("Chair {chair} is taken by another patient.", "Choose a free chair."),
    "visit.credential": ("This needs someone whose credentials of today say: {needed}.", "Ask someone who is."),
    "visit.reason": ("No reason was given.", "Say why."),
    "visit.locked": (
        "Nobody has said who they are: only a lower rate is recorded now.",
        "Open the tablet by name and PIN, then raise the rate.",
    ),
    "visit.label": ("The container has no label.", "Give it a name, such as bag 1."),
    "visit.label-used": (
        "{container} was made up already, at {clock}.",
        "If that entry is wrong, mark it as a mistake in the timeline and record this one under the same label. "
        "A further container gets a name of its own, such as bag 2.",
    ),
    "visit.rate-above-present": (
        "{rate} mL/h of this container gives {mg_per_h} mg/h, more than the present {present} mg/h.",
        "Enter the rate again and look at the decimal point and the strength.",
    ),
    "visit.not-prepared": ("{container} was not made up for this visit.", "Record the container first."),
    "visit.not-checked": (
        "Two people have not yet checked {container} blind for this.",
        "Each enters weight, concentration, rate and volume alone.",
    ),
    "visit.vial-unread": (
        "The strength of the vial or the volume in the syringe was left out.",
        "Read both before {container} is mixed, and enter what you read.",
    ),
    "visit.own-label": (
        "You drew up {container} yourself.",
        "Someone else reads its label and enters it under their own name.",
    ),
    "visit.not-mixed": (
        "{container} was not mixed yet, or its label not read.",
        "Mix it now that both checks agree; someone other than who drew it up reads the strength on its label.",
    ),
    "visit.hangs-already": ("{container} hangs already.", "Choose the container that takes its place."),
    "visit.faster-than-before": (
        "{container} would give {mg_per_h} mg/h, more than the present {present} mg/h.",
        "Change the container at the present rate, then raise the rate.",
    ),
    "visit.more-than-it-holds": (
        "{volume} mL is more than {container} holds, {holds} mL.",
        "Look at the pump again; if it shows so, send the same again.",
    ),
    "visit.no-finding": ("{finding} is not open now.", "Nothing: it was cleared or signed."),
    "visit.not-signable": ("“{finding}” cannot be signed away.", "{clears}"),
    "visit.not-at-the-pump": ("This entry says nothing that could be seen at the pump.", "Choose another entry."),
    "visit.confirmed-already": ("This was confirmed at the pump already.", "Nothing."),
    "visit.stopped-before-start": (
        "The pump cannot have stopped at {clock}: it did not run then.",
        "Give the time the pump stopped by itself.",
    ),
    "visit.not-offered": ("This chair is not offered to you.", "Ask for it to be offered to you first."),
    "visit.not-an-entry": ("There is no such entry in this visit.", "Choose an entry of this visit."),
    "visit.withdrawn-already": ("This entry was already marked as a mistake.", "Nothing: it counts no more."),
    "visit.cannot-withdraw": (
        "“{event}” cannot be taken back.",
        "A correction is itself never withdrawn; record what is true as a new entry.",
    ),
    "visit.consent-stays-withdrawn": (
        "A withdrawal of consent is not taken back here: it stands in the patient's file.",
        "The patient, asked again, reads and signs anew.",
    ),
    "visit.stop-stands": (
        "The stop was confirmed at the pump and stands.",
        "Restarting needs a new order from the physician.",
    ),
}

refusal = partial(policy_finding, REASONS)


class Unconfirmed(Refused):
    """The value is possible but unusual: ask, and send it again with `confirmed=True`."""


def missing_credential(person: UUID, at: datetime, any_of: frozenset[str]) -> list[Finding]:
    """Why this person may not, empty when one of the credentials is theirs today. One query."""
    if held_by(person, at) & any_of:
        return []
    return [refusal("visit.credential", needed=" or ".join(sorted(any_of)))]


def require_confirmation(findings: Iterable[Finding], *, confirmed: bool) -> None:
    """Refuse what is impossible; what is only unusual is a question until it was confirmed."""
    found = list(findings)
    refuse(finding for finding in found if finding.level is Level.STOP)
    if found and not confirmed:
        raise Unconfirmed(*found)


@contextmanager
def refusing_bad_amounts() -> Iterator[None]:
    """Turn an amount that cannot be (negative, nothing, not a number) into a refusal in the pathway's words."""
    try:
        yield
    except QuantityError as error:
        raise Refused(refusal("visit.amount", problem=error)) from error
