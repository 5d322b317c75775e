"""Some dozens of sequences through the actions and the database, held against the same account (SAFETY.md, H17)."""

from collections import Counter
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from ebb.clinic.assessment import actions as assessment
from ebb.clinic.assessment.models import Medicine
from ebb.clinic.assessment.tests.assessed import consented
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import BAG, CHECK, after, again
from ebb.clinic.infusion.tests.sequences import BEYOND, NURSES, ORDERED, Account
from ebb.clinic.people.actions import come_on_site, leave_site
from ebb.pathway.findings import Refused

SEQUENCES = 60
STEPS = [
    "supervisor leaves", "supervisor comes", "stop found", "consent withdrawn", "consent signed", "vein unwell",
    "new vein", "awake", "awake", *(f"check {who}" for who in NURSES), "start", "start", "start", "resume", "resume",
    *[f"raise {ORDERED}", f"raise {BEYOND}"] * 3, "pause", "pause", "stop", "lower", "rescue", "emergency",
]  # fmt: skip
MIDAZOLAM = {"drug": "midazolam", "dose": Decimal(1), "unit": "mg", "route": "IV"}
RUNNING = ["start", "lower", "awake"]


class RecordedWard:
    """A visit in the database beside the account. What is prepared was checked for the order by both."""

    def __init__(self, cast: SimpleNamespace, at: datetime, infusion: object) -> None:
        self.cast, self.at, self.infusion = cast, at, infusion
        self.account = Account(label_read=True, time_out=True, made=True, agreed_ml_per_h=ORDERED)
        self.went_on: list[str] = []

    def by(self, person: object = None) -> dict[str, object]:
        return {"by": (person or self.cast.nurse).pk, "at": self.at}

    def happens(self, step: str) -> None:
        self.at = after(self.at, 1)
        name, _, rest = step.partition(" ")
        if name in ("pause", "stop", "lower", "rescue", "emergency") and not rest:
            if name in self.account.never_blocked():
                self.less(name)
        elif name in ("start", "resume", "raise"):
            self.more(name, Decimal(rest) if rest else None)
        else:
            self.around(step)

    def more(self, name: str, rate: Decimal | None) -> None:
        """Where the action goes through, the account must hold nothing against it."""
        at_rate = {"rate_ml_per_h": rate, "reason": "no relief"} if rate else {}
        action = {"start": actions.start_infusion, "resume": actions.resume, "raise": actions.change_rate}[name]
        if rate is not None and rate <= self.account.rate:
            return
        try:
            action(self.infusion, **at_rate, **self.by(self.cast.prescriber))
        except Refused:
            return
        against = self.account.against_start() if name == "start" else self.account.against_more()
        assert [*against, *(self.account.against_rate(rate) if rate else [])] == []
        self.set_to(rate or self.account.rate or ORDERED)
        self.went_on.append(name)

    def less(self, name: str) -> None:
        """Whatever stands, and whoever is there: recorded."""
        if name == "lower":
            actions.change_rate(self.infusion, rate_ml_per_h=self.account.rate / 2, **self.by())
            self.set_to(self.account.rate / 2)
        elif name == "rescue":
            actions.give_adjunct(self.infusion, **MIDAZOLAM, **self.by())
        elif name == "stop":
            actions.stop(self.infusion, completed=False, reason="", **self.by())
        else:
            {"pause": actions.pause, "emergency": actions.call_emergency}[name](self.infusion, **self.by())
        self.account.where = {"pause": "paused", "stop": "ended"}.get(name, self.account.where)

    def set_to(self, rate: Decimal) -> None:
        self.account.where, self.account.rate = "running", rate
        self.account.change()
        assert again(self.infusion).state == "running"

    def around(self, step: str) -> None:
        cast, account = self.cast, self.account
        supervisor = {"site": cast.site, "person": cast.prescriber, **self.by(cast.prescriber)}
        match step.split():
            case ["supervisor", "leaves"] if account.supervisor:
                leave_site(**supervisor)
                account.supervisor = False
            case ["supervisor", "comes"] if not account.supervisor:
                come_on_site(**supervisor)
                account.supervisor = True
            case ["stop", "found"]:
                medicine = {"patient": cast.patient, "text": "theophylline 200 mg"}
                assessment.add_history_item(Medicine, **medicine, **self.by())
                account.stop = True
            case ["consent", "withdrawn"] if not account.withdrawn:
                assessment.withdraw_consent(patient=cast.patient, told_by="the patient", **self.by())
                account.withdrawn = True
            case ["consent", "signed"]:
                consented(cast, self.at, patient=cast.patient)
                account.withdrawn = False
            case ["vein", "unwell"]:
                actions.check_iv_site(self.infusion, result="infiltrated", **self.by())
                account.vein_unwell = True
            case ["new", "vein"]:
                actions.try_cannula(self.infusion, site="hand", limb="left arm", gauge=22, patent=True, **self.by())
                account.vein_unwell = False
            case ["awake"]:
                actions.score(self.infusion, scale="sedation", value=0, **self.by())
            case ["check", who] if account.where in ("running", "paused"):
                checker = dict(zip(NURSES, (cast.nurse, cast.second_nurse), strict=True))[who]
                numbers = {**CHECK, "rate_ml_per_h": BEYOND, "volume_ml": Decimal(40)}
                actions.enter_check(self.infusion, container=BAG, **numbers, **self.by(checker))
                account.check(who, BEYOND)


def test_no_sequence_recorded_gives_more_than_may_be_or_holds_up_what_must_not_wait(
    cast: SimpleNamespace, at: datetime
) -> None:
    infusion, seen = journey.ready_to_start(cast, at), Counter[str]()
    steps = st.lists(st.sampled_from(STEPS), min_size=1, max_size=10)

    @given(stage=st.sampled_from([[], RUNNING, [*RUNNING, "pause"]]), then=steps)
    @settings(max_examples=SEQUENCES, deadline=None, database=None, derandomize=True)
    def holds(stage: list[str], then: list[str]) -> None:
        with transaction.atomic():
            ward = RecordedWard(cast, at, infusion)
            for step in [*stage, *then]:
                ward.happens(step)
            seen.update(ward.went_on)
            transaction.set_rollback(True)

    holds()
    assert all(seen[how] for how in ("start", "raise", "resume")), seen
