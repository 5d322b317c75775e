"""What was done at the pump. Ebb drives none: each entry says what someone did or found there."""

from datetime import datetime
from decimal import Decimal
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext

from ebb.clinic.infusion.actions.limits import NO_LIMITS, Limits, limits_to_sign
from ebb.clinic.infusion.actions.rates import is_increase, refuse_increase
from ebb.clinic.infusion.actions.recording import (
    EntryTiming,
    happened_at,
    hold,
    plain_action,
    record,
    record_event,
    require_place,
)
from ebb.clinic.infusion.checking import agreement, prepared_containers
from ebb.clinic.infusion.models import DayReview, Event, Infusion
from ebb.clinic.infusion.monitor_messages import monitor_at
from ebb.clinic.infusion.refusals import refusal, require_confirmation
from ebb.clinic.infusion.start import open_at_start, open_for_more, withdrawn
from ebb.clinic.infusion.visit import Visit, clock
from ebb.pathway import events as e
from ebb.pathway.at_the_pump import READ_BACK, judge_resume
from ebb.pathway.containers import awaits_label
from ebb.pathway.findings import Finding, Level, Refused, blocking, refuse
from ebb.pathway.iv_site import site_findings
from ebb.pathway.orders import same_rate
from ebb.pathway.quantities import MgPerMl, MlPerH
from ebb.pathway.second_check import Agreement
from ebb.pathway.steps import State

# Completed, or with a reason, which may follow in a note. It is final.
stop = plain_action(e.Stopped, at_once=True)
pump_alarm = plain_action(e.PumpAlarmed)  # it sounded and kept running


@transaction.atomic
def start_infusion(
    infusion: Infusion, *, container: str = "", limits: Limits = NO_LIMITS, **timing: Unpack[EntryTiming]
) -> Event:
    """Record the start of the container that was made up last and that two people checked, at the rate they checked.

    `container` repeats its label; another one than was checked is refused. `limits` are the patient's own alarm limits
    where they differ from those proposed.
    """
    visit = hold(infusion)
    require_place(visit, e.InfusionStarted)
    review = infusion.latest_review() or DayReview()
    refuse(blocking(open_at_start(visit, timing["at"], review=review)))
    made = visit.facts.latest(e.ContainerPrepared)
    if container and container != made.container:
        raise Refused(refusal("visit.not-checked", Level.HOLD, container=container))
    bounds = limits_to_sign(visit, review, limits)
    return record(visit, e.InfusionStarted, **_hanging(made), **bounds, **timing)


@transaction.atomic
def change_rate(
    infusion: Infusion, *, rate_ml_per_h: Decimal, reason: str = "", **timing: Unpack[EntryTiming]
) -> Event:
    """Record a new rate. Down is never blocked; up has limits, steps, a look at the patient and people around.

    From a locked tablet only down is recorded: nobody has said who they are. A rate of nothing is a pause.
    """
    visit = hold(infusion, in_context=True)
    if rate_ml_per_h == 0 and visit.state is State.RUNNING:
        return record(visit, e.Paused, reason=_at_nothing(reason), at_once=True, **timing)
    require_place(visit, e.RateChanged)
    when = happened_at(timing)
    raised = is_increase(visit, rate_ml_per_h, when)
    if raised:
        refuse([refusal("visit.locked")] if timing.get("locked_tablet") else [])
        refuse_increase(visit, e.RateChanged, rate_ml_per_h=rate_ml_per_h, reason=reason, by=timing["by"], at=when)
    return record(visit, e.RateChanged, at_once=not raised, rate_ml_per_h=rate_ml_per_h, reason=reason, **timing)


def _at_nothing(reason: str) -> str:
    return ": ".join(filter(None, (gettext("rate set to 0 mL/h"), reason.strip())))


def pause(infusion: Infusion, *, reason: str = "", **timing: Unpack[EntryTiming]) -> Event:
    """Record a pause at once; the reason may follow in a note."""
    return record_event(infusion, e.Paused, reason=reason, at_once=True, **timing)


@transaction.atomic
def resume(
    infusion: Infusion, *, rate_ml_per_h: Decimal | None = None, reason: str = "", **timing: Unpack[EntryTiming]
) -> Event:
    """Record that the pump runs again, at the rate it had unless another is said.

    It asks as an increase does for a supervisor on site, the nurse's ratio, and whatever stops or is unsigned.
    After a long pause it wants new vital signs too, from the monitor or typed; after a longer one it is too late.
    """
    visit = hold(infusion)
    require_place(visit, e.Resumed)
    when = happened_at(timing)
    refuse([*open_for_more(visit, when), *judge_resume(visit.facts, when, monitor_at=monitor_at(visit))])
    rate = visit.facts.pump_at(when).rate_ml_per_h if rate_ml_per_h is None else rate_ml_per_h
    if is_increase(visit, rate, when):
        refuse_increase(visit, e.Resumed, rate_ml_per_h=rate, reason=reason, by=timing["by"], at=when)
    return record(visit, e.Resumed, rate_ml_per_h=rate, **timing)


@transaction.atomic
def change_container(infusion: Infusion, *, container: str, **timing: Unpack[EntryTiming]) -> Event:
    """Record that a container made up and checked blind by two now hangs, at no more than the present mg/h."""
    visit = hold(infusion)
    require_place(visit, e.ContainerChanged)
    made = prepared_containers(visit).get(container)
    if made is None:
        raise Refused(refusal("visit.not-prepared", container=container))
    refuse([*withdrawn(visit), *site_findings(visit.facts), *_not_to_hang(visit, made, happened_at(timing))])
    return record(visit, e.ContainerChanged, **_hanging(made), **timing)


def _not_to_hang(visit: Visit, made: e.ContainerPrepared, at: datetime) -> list[Finding]:
    pump = visit.facts.pump_at(at)
    if pump.container == made.container:
        return [refusal("visit.hangs-already", container=made.container)]
    new = MgPerMl.of(made.concentration_mg_per_ml) * MlPerH.of(made.rate_ml_per_h)
    if new > pump.mg_per_h and not same_rate(new.value, pump.mg_per_h.value):
        inputs = {"mg_per_h": f"{new.value:.2f}", "present": f"{pump.mg_per_h.value:.2f}"}
        return [refusal("visit.faster-than-before", container=made.container, **inputs)]
    found = agreement(visit, made.container)
    if found is None:
        return [refusal("visit.not-checked", Level.HOLD, container=made.container)]
    if not isinstance(found, Agreement):
        return found
    waits = awaits_label(visit.facts, made)
    return [refusal("visit.not-mixed", Level.HOLD, container=made.container)] if waits else []


@transaction.atomic
def confirm_at_pump(infusion: Infusion, *, event: Event, **timing: Unpack[EntryTiming]) -> Event:
    """Record that someone looked: what this entry said is what the pump shows."""
    visit = hold(infusion)
    fact = next((one for one in visit.facts if one.id == str(event.pk)), None)
    if fact is None:
        raise Refused(refusal("visit.not-an-entry"))
    refuse([] if isinstance(fact, READ_BACK) else [refusal("visit.not-at-the-pump")])
    refuse([refusal("visit.confirmed-already")] if fact.id in visit.confirmed else [])
    return record(visit, e.ConfirmedAtPump, event_id=fact.id, **timing)


@transaction.atomic
def pump_found_stopped(
    infusion: Infusion, *, text: str = "", stopped_at: datetime, **timing: Unpack[EntryTiming]
) -> Event:
    """Record at once that the pump stood still when someone looked, and since when: no drug went in from then on."""
    visit = hold(infusion)
    require_place(visit, e.PumpFoundStopped)
    ran = visit.facts.pump_at(stopped_at)
    if ran is None or not ran.running or stopped_at > happened_at(timing):
        raise Refused(refusal("visit.stopped-before-start", clock=clock(stopped_at)))
    return record(visit, e.PumpFoundStopped, text=text, stopped_at=stopped_at, at_once=True, **timing)


@transaction.atomic
def read_pump_volume(
    infusion: Infusion, *, volume_ml: Decimal, confirmed: bool = False, **timing: Unpack[EntryTiming]
) -> Event:
    """Record the volume infused as the pump itself shows it for the present container; more than it holds is asked."""
    visit = hold(infusion)
    require_place(visit, e.PumpVolumeRead)
    pump = visit.facts.pump_at(happened_at(timing))
    made = prepared_containers(visit).get(pump.container) if pump else None
    if made and volume_ml > made.volume_ml:
        read, holds = (f"{ml.normalize():f}" for ml in (volume_ml, made.volume_ml))
        more = refusal("visit.more-than-it-holds", Level.CAUTION, volume=read, container=made.container, holds=holds)
        require_confirmation([more], confirmed=confirmed)
    return record(visit, e.PumpVolumeRead, volume_ml=volume_ml, **timing)


def _hanging(made: e.ContainerPrepared) -> dict[str, object]:
    return {name: getattr(made, name) for name in ("container", "concentration_mg_per_ml", "rate_ml_per_h")}
