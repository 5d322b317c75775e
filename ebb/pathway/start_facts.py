"""What a start depends on that the events at the chair do not hold."""

from dataclasses import dataclass
from datetime import date, datetime

from ebb.pathway.findings import Finding


@dataclass(frozen=True, kw_only=True)
class StartFacts:
    """Every field may be unknown, and unknown is never yes.

    `physicians` are the ids (`by` of an event) of those whose credential lets them sign an override today.
    `open_findings` are those the plan or today's re-assessment left open. `usual` names the columns a clinician found
    usually low without symptoms. `consent_withdrawn_on` is None while the consent signed last stands.
    `unconfirmed_supervisor` names one who came so long ago that they must say they are still here.
    `second_check_agreed` is the answer of the blind check for the container to be hung.
    """

    has_capacity: bool | None = None
    consent_current_version: str | None = None
    consent_signed_version: str | None = None
    consent_signed_on: date | None = None
    consent_withdrawn_on: date | None = None
    childbearing_potential: bool | None = None
    weight_measured_at: datetime | None = None
    usual: frozenset[str] = frozenset()
    takes_insulin_or_sulfonylurea: bool | None = None
    glucose_measured: bool | None = None
    avoid_limb: str = ""
    second_check_agreed: bool | None = None
    supervisor_on_site: bool | None = None
    anaesthesia_attends: bool = False
    unconfirmed_supervisor: str = ""
    first_infusion: bool | None = None
    patients_of_nurse: int | None = None
    physicians: frozenset[str] = frozenset()
    open_findings: tuple[Finding, ...] = ()
