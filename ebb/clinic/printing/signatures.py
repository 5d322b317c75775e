"""Every signature with its time and meaning, the two blind checks and what was let stand among them."""

from datetime import datetime

from django.utils.translation import gettext as _

from ebb.clinic.assessment.consents import withdrawal_of
from ebb.clinic.assessment.models import Conclusion, Consent, ConsentWithdrawal
from ebb.clinic.infusion.checking import agreement, is_agreed, still_blind
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.lib.templatetags.ebb import clock, plain
from ebb.clinic.printing.formatting import lead, when
from ebb.clinic.printing.people import People
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.pathway import events as e


def signatures(seen: VisitSnapshot, visit: Visit, people: People) -> dict[str, object]:
    """Name, time, and what the signature means; the credentials stand beside the initials."""
    order, consent, blind = seen.infusion.order, consent_then(seen), still_blind(visit)
    about = seen.started_at or seen.at
    rows = [[people.name(order.signed_by_id), when(order.signed_at, about), _("Ordered this infusion")]]
    if consent:
        patient = _("{name}, patient").format(name=consent.signed_name)
        meaning = _("Agreed to the treatment (consent {version}), witness {witness}").format(
            version=consent.text.version, witness=consent.witness
        )
        rows.insert(0, [patient, when(consent.signed_at, about), meaning])
        rows += _withdrawn(patient, withdrawal_of(consent), about)
    for fact in seen.facts:
        if meaning := _meaning(fact, blind=fact.id in blind):
            rows.append([people.name(fact.by), when(fact.at, about), meaning])
    head = [_("Signed by"), _("Time"), _("Meaning")]
    return {"title": _("Signatures"), "head": head, "rows": rows, "notes": [_agreements(visit)]}


def _withdrawn(patient: str, withdrawal: ConsentWithdrawal | None, about: datetime) -> list[list[str]]:
    if withdrawal is None:
        return []
    meaning = _("Withdrew this consent, told by {who}").format(who=withdrawal.told_by)
    return [[patient, when(withdrawal.told_at, about), ": ".join(filter(None, [meaning, withdrawal.words]))]]


def _meaning(fact: e.Event, *, blind: bool) -> str:
    """What it means that someone recorded this under their own name; empty for what is no signature."""
    match fact:
        case e.TimeOutHeld():
            return _("Time-out: patient identified by {identifiers}").format(identifiers=fact.identifiers)
        case e.ContainerPrepared():
            return _("Made up {container}, lot {lot}: {numbers}").format(
                container=fact.container, lot=fact.lot, numbers=_made_up(fact)
            )
        case e.CheckEntered():
            numbers = _("numbers not shown yet") if blind else _checked(fact)
            return _("Checked {container}: {numbers}").format(container=fact.container, numbers=numbers)
        case e.FindingOverridden():
            return _("Let {finding} stand").format(finding=fact.finding)
        case e.InfusionStarted():
            return _("Started the infusion from {container}").format(container=fact.container)
        case e.Stopped():
            return _("Ended the infusion")
        case e.Discharged():
            return _("Discharged the patient")
        case e.LeftAgainstAdvice():
            return _("Recorded that the patient left against advice")
        case e.TakenByAmbulance():
            return _("Handed the patient to the ambulance")
    return ""


def _numbers(fact: e.ContainerPrepared | e.CheckEntered) -> str:
    return f"{plain(fact.concentration_mg_per_ml)} mg/mL, {plain(fact.rate_ml_per_h)} mL/h, {plain(fact.volume_ml)} mL"


def _made_up(fact: e.ContainerPrepared) -> str:
    """From which vial; its strength, which follows, stands beside what was given."""
    if fact.drawn_ml is None or fact.vial_mg_per_ml is None:
        return _numbers(fact)
    amounts = {"drawn": fact.drawn_ml, "vial": fact.vial_mg_per_ml, "ml": fact.volume_ml, "rate": fact.rate_ml_per_h}
    return _("{drawn} mL of {vial} mg/mL in {ml} mL, {rate} mL/h").format(
        **{name: plain(amount) for name, amount in amounts.items()}
    )


def _checked(fact: e.CheckEntered) -> str:
    vial = "" if fact.vial_mg_per_ml is None else f"{plain(fact.vial_mg_per_ml)} mg/mL, {plain(fact.drawn_ml)} mL; "
    return f"{plain(fact.weight_kg)} kg, {vial}{_numbers(fact)}"


def _agreements(visit: Visit) -> str:
    """For each container whether the two checks agree with each other and with the order."""
    containers = dict.fromkeys(fact.container for fact in visit.facts.all_of(e.ContainerPrepared))
    return " ".join(_agreed(container, is_agreed(agreement(visit, container))) for container in containers)


def _agreed(container: str, agreed: bool | None) -> str:
    texts = {
        True: _("{container} was checked twice, blind: both agree with each other and with the order."),
        False: _("{container} was checked twice, blind: they differ."),
        None: _("{container} was not checked by two people."),
    }
    return texts[agreed].format(container=container)


def consent_then(seen: VisitSnapshot) -> Consent | None:
    """The consent signed last before the start, and whether it was withdrawn since. One query."""
    signed = seen.infusion.patient.consents.filter(signed_at__lte=seen.started_at or seen.at)
    return signed.select_related("text", "witness", "withdrawal").order_by("-signed_at", "-pk").first()


def conclusion_then(seen: VisitSnapshot) -> Conclusion | None:
    """What was last concluded about the patient before the start. One query."""
    concluded = seen.infusion.patient.conclusions.filter(written_at__lte=seen.started_at or seen.at)
    return concluded.order_by("-pk").first()


def overrides(seen: VisitSnapshot, conclusion: Conclusion | None, people: People) -> dict[str, object]:
    """What a physician let stand, and why: at the assessment, before the start and at the way home."""
    about = seen.started_at or seen.at
    rows = [
        [when(conclusion.written_at, about), lead(row.said, row.reason), people.initials(conclusion.by_id)]
        for row in (conclusion.overrides.order_by("id") if conclusion else ())
    ]
    for fact in seen.facts:
        if isinstance(fact, e.FindingOverridden):
            rows.append([clock(fact.at), lead(fact.finding, fact.reason), people.initials(fact.by)])
        elif isinstance(fact, e.Discharged) and fact.reason:
            rows.append([clock(fact.at), lead(_("Discharge"), fact.reason), people.initials(fact.by)])
    head = [_("Time"), _("Let stand, and why"), _("By")]
    return {"title": _("Overrides"), "head": head, "rows": rows, "notes": [] if rows else [_("None.")]}
