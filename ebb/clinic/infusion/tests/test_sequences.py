"""Ten thousand sequences through the rules, each step held against a bystander's account (SAFETY.md, H17)."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from ebb.clinic.infusion.actions.rates import increase_findings, is_increase
from ebb.clinic.infusion.checking import agreement, is_agreed, last_prepared
from ebb.clinic.infusion.tests.sequences import BEYOND, NURSES, ORDERED, RATES, TENFOLD, Account
from ebb.clinic.plan.models import Order
from ebb.pathway import events as e
from ebb.pathway.at_the_pump import judge_resume
from ebb.pathway.findings import Finding, Level, blocking
from ebb.pathway.start_gate import more_findings, start_findings
from ebb.pathway.steps import OutOfOrder, after, may_follow
from ebb.pathway.tests.chair import happened, minute
from ebb.pathway.tests.test_start_gate import FACTS, READY
from ebb.pathway.visit_facts import VisitFacts

SEQUENCES = 10_000
ORDER = Order(programme="A", dose_mg_per_kg=Decimal("0.5"), duration_min=40, weight_kg=Decimal(80))
VIAL = {"vial_mg_per_ml": Decimal(50), "drawn_ml": Decimal(1)}
STOP = Finding("E18", Level.STOP, "Cocaine today.", "Another day.", source="[D]", mark="D")
OVERRIDE = Finding("E04", Level.OVERRIDE, "Pacemaker.", "A physician signs.", source="[D]", mark="D")
CHECK_BY = [f"check {rate} {who}" for who in NURSES for rate in (ORDERED, BEYOND, TENFOLD)]
SURROUNDINGS = [
    "supervisor leaves", "supervisor comes", "another patient", "one patient less", "stop found", "stop cleared",
    "override found", "override answered", "nurse signs", "physician signs", "signature a mistake", "consent withdrawn",
    "consent signed", "vein unwell", "new vein", "pregnancy positive", "pregnancy negative", "drowsy", "awake", "awake",
    "wait", "wait", "check a mistake",
]  # fmt: skip
PREPARING = ["make up", "make up", "label", "time out", "prepared"]
MORE = ["start"] * 5 + ["resume", *[f"rate {rate}" for rate in RATES] * 2, *(f"resume {rate}" for rate in RATES)]
LESS = ["pause", "pause", "stop", "lower", "rescue", "emergency"]
CHECKED = ["make up", *CHECK_BY[::3], "label", "time out", "prepared"]
STAGES = {
    "arrived": [],
    "checked": CHECKED,
    "checked by one": ["make up", CHECK_BY[0], "label", "time out", "prepared"],
    "label unread": ["make up", *CHECK_BY[::3], "time out", "prepared"],
    "made up anew": [*CHECKED, "make up", "label", "time out"],
    "time-out before": [*CHECKED, "make up", *CHECK_BY[::3], "label"],
    "signed by a nurse": [*CHECKED, "override found", "nurse signs"],
    "drowsy": [*CHECKED, "drowsy"],
    "test positive": [*CHECKED, "pregnancy positive"],
    "running": [*CHECKED, "start"],
    "lowered": [*CHECKED, "start", "rate 45", "awake"],
    "paused": [*CHECKED, "start", "pause", "awake"],
    "beyond": [*CHECKED, "start", "awake", *CHECK_BY[1::3]],
}
steps = st.lists(st.sampled_from([*SURROUNDINGS, *PREPARING, *CHECK_BY, *MORE, *LESS]), min_size=1, max_size=9)


class Ward:
    """The visit as the rules see it, beside the account; `happens` does one step with both."""

    def __init__(self, *, first: bool) -> None:
        self.account = Account(most_patients=1 if first else 2)
        self.known = replace(FACTS, first_infusion=first, physicians=frozenset({"doctor-1"}))
        self.written = [event for event in READY if not isinstance(event, e.ContainerPrepared | e.TimeOutHeld)]
        self.at = 20.0
        self.went_on: list[str] = []

    @property
    def visit(self) -> SimpleNamespace:
        facts = VisitFacts.of(self.written)
        return SimpleNamespace(facts=facts, infusion=SimpleNamespace(order=ORDER), state=facts.state)

    def add(self, kind: type[e.Event], **told: object) -> bool:
        """Written down if the table has a place for it."""
        event = happened(kind, self.at, **{"id": str(len(self.written)), **told})
        try:
            after(self.visit.state, event)
        except OutOfOrder:
            return False
        self.written.append(event)
        return True

    def happens(self, step: str) -> None:
        self.at += 1
        name, _, rest = step.partition(" ")
        if step in ("pause", "stop", "lower", "rescue", "emergency"):
            self.less(step)
        elif step == "start":
            self.start()
        elif name == "rate":
            self.change_rate(Decimal(rest))
        elif name == "resume":
            self.resume(Decimal(rest) if rest else None)
        elif name == "check" and rest != "a mistake":
            rate, who = rest.split()
            self.check(who, Decimal(rate))
        else:
            getattr(self, step.replace(" ", "_"))()

    # More drug: asked of the rules, and what they let pass is held against the account

    def start(self) -> None:
        visit, at = self.visit, minute(self.at)
        if not may_follow(visit.state, e.InfusionStarted):
            return
        made = last_prepared(visit)
        known = replace(self.known, second_check_agreed=is_agreed(agreement(visit, made.container)))
        if blocking(start_findings(known, visit.facts, at)):
            return
        assert self.account.against_start() == []
        assert self.add(e.InfusionStarted, rate_ml_per_h=made.rate_ml_per_h)
        self.set_to(ORDERED, "start")

    def change_rate(self, rate: Decimal) -> None:
        visit, at = self.visit, minute(self.at)
        if not may_follow(visit.state, e.RateChanged):
            return
        raised = is_increase(visit, rate, at)
        assert raised is (rate > self.account.rate)
        if raised and self.increase(visit, e.RateChanged, rate):
            return
        assert not raised or self.account.against_rate(rate) == []
        assert self.add(e.RateChanged, rate_ml_per_h=rate)
        self.set_to(rate, "raise" if raised else "lower")

    def resume(self, rate: Decimal | None) -> None:
        visit, at = self.visit, minute(self.at)
        if not may_follow(visit.state, e.Resumed):
            return
        if [*more_findings(self.known, visit.facts, at), *judge_resume(visit.facts, at)]:
            return
        rate = visit.facts.pump_at(at).rate_ml_per_h if rate is None else rate
        raised = is_increase(visit, rate, at)
        if raised and self.increase(visit, e.Resumed, rate):
            return
        assert self.account.against_more() == []
        assert not raised or self.account.against_rate(rate) == []
        assert self.add(e.Resumed, rate_ml_per_h=rate)
        self.set_to(rate, "resume")

    def increase(self, visit: SimpleNamespace, kind: type[e.Event], rate: Decimal) -> list[Finding]:
        return increase_findings(visit, self.known, kind, rate, minute(self.at), passes_soft=True)

    def set_to(self, rate: Decimal, how: str) -> None:
        self.account.where, self.account.rate = "running", rate
        self.account.change()
        self.went_on.append(how)

    # Less drug, rescue and emergency: never held up

    def less(self, step: str) -> None:
        kinds = {"pause": e.Paused, "stop": e.Stopped, "rescue": e.AdjunctGiven, "emergency": e.EmergencyCalled}
        if step not in self.account.never_blocked():
            return
        if step == "lower":
            self.change_rate(self.account.rate / 2)
            assert self.went_on[-1] == "lower"
            return
        assert self.add(kinds[step]), step
        self.account.where = {"pause": "paused", "stop": "ended"}.get(step, self.account.where)

    # What is made up and checked

    def make_up(self) -> None:
        bag = {**VIAL, "diluent_ml": Decimal(49), "volume_ml": Decimal(50)}
        if self.account.where == "before" and self.add(e.ContainerPrepared, **bag):
            self.account.made, self.account.label_read, self.account.time_out = True, False, False
            self.account.change()

    def check(self, who: str, rate: Decimal) -> None:
        read = VIAL if self.account.where == "before" else {}
        if self.account.made and self.add(e.CheckEntered, by=who, rate_ml_per_h=rate, **read):
            self.account.check(who, rate)

    def check_a_mistake(self) -> None:
        """What stands is counted afresh."""
        last = self.visit.facts.latest(e.CheckEntered)
        if last and self.add(e.Superseded, event_id=last.id):
            self.replay_checks()

    def replay_checks(self) -> None:
        self.account.change()
        for event in self.visit.facts:
            if isinstance(event, e.CheckEntered):
                self.account.check(event.by, event.rate_ml_per_h)
            elif isinstance(event, e.ContainerPrepared | e.InfusionStarted | e.RateChanged | e.Resumed):
                self.account.change()

    def label(self) -> None:
        self.account.label_read |= self.account.made and self.add(e.LabelChecked, by="nurse-2")

    def time_out(self) -> None:
        self.account.time_out |= self.account.made and self.add(e.TimeOutHeld)

    def prepared(self) -> None:
        if self.account.made:
            self.add(e.Prepared)

    # Around the chair

    def wait(self) -> None:
        self.at += 6

    def supervisor_leaves(self, here: bool = False) -> None:
        self.account.supervisor = here
        self.known = replace(self.known, supervisor_on_site=here)

    def supervisor_comes(self) -> None:
        self.supervisor_leaves(here=True)

    def another_patient(self, more: int = 1) -> None:
        self.account.patients = max(1, self.account.patients + more)
        self.known = replace(self.known, patients_of_nurse=self.account.patients)

    def one_patient_less(self) -> None:
        self.another_patient(-1)

    def stop_found(self, there: bool = True) -> None:
        self.account.stop = there
        self.find()

    def stop_cleared(self) -> None:
        self.stop_found(there=False)

    def override_found(self, there: bool = True) -> None:
        self.account.override = there
        self.find()

    def override_answered(self) -> None:
        self.override_found(there=False)

    def find(self) -> None:
        found = [(STOP, self.account.stop), (OVERRIDE, self.account.override)]
        self.known = replace(self.known, open_findings=tuple(finding for finding, there in found if there))

    def nurse_signs(self) -> None:
        for finding in ("E04", "E18"):
            self.add(e.FindingOverridden, by="nurse-1", finding=finding)
            self.add(e.FindingOverridden, by="doctor-1", finding=finding, reason=" ")

    def physician_signs(self) -> None:
        self.add(e.FindingOverridden, by="doctor-1", finding="E18")
        self.account.signed |= self.add(e.FindingOverridden, by="doctor-1", finding="E04", id=f"signed {self.at}")

    def signature_a_mistake(self) -> None:
        for signed in self.visit.facts.all_of(e.FindingOverridden):
            if signed.id.startswith("signed"):
                self.add(e.Superseded, event_id=signed.id)
        self.account.signed = False

    def consent_withdrawn(self, day: object = minute(0).date()) -> None:
        self.account.withdrawn = day is not None
        self.known = replace(self.known, consent_withdrawn_on=day)

    def consent_signed(self) -> None:
        self.consent_withdrawn(None)

    def vein_unwell(self) -> None:
        self.account.vein_unwell |= self.add(e.IvSiteChecked, result="infiltrated")

    def new_vein(self) -> None:
        self.account.vein_unwell &= not self.add(e.CannulaTried)

    def pregnancy_positive(self, result: str = "positive") -> None:
        if self.add(e.PregnancyTested, result=result):
            self.account.positive = result == "positive"

    def pregnancy_negative(self) -> None:
        self.pregnancy_positive("negative")

    def drowsy(self, score: int = 1) -> None:
        if self.add(e.Scored, scale="sedation", score=score):
            self.account.drowsy = score > 0

    def awake(self) -> None:
        self.drowsy(0)


def test_no_sequence_gives_more_than_may_be_or_holds_up_what_must_not_wait() -> None:
    seen = Counter[str]()

    @given(stage=st.sampled_from(sorted(STAGES)), first=st.booleans(), then=steps)
    @settings(max_examples=SEQUENCES, deadline=None, database=None, derandomize=True)
    def holds(stage: str, first: bool, then: list[str]) -> None:
        ward = Ward(first=first)
        for step in STAGES[stage]:
            ward.happens(step)
        before = len(ward.went_on)
        for step in then:
            ward.happens(step)
        seen.update(ward.went_on[before:])

    holds()
    assert all(seen[how] > SEQUENCES // 100 for how in ("start", "raise", "resume", "lower")), seen
