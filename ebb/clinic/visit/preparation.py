"""The preparation as one list, in the order the hands work: each line says what it still blocks and opens its form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import Form
from django.utils.translation import gettext_lazy as _

from ebb.clinic.infusion.chart_actions import CHART_ACTIONS
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.pathway import events as e
from ebb.pathway.findings import Finding
from ebb.pathway.start_patient import CAPACITY_UNKNOWN, NO_CAPACITY


@dataclass(frozen=True)
class PreparationStep:
    """A line of the preparation: the chart action, the event that shows it was done, and the findings it clears.

    `place` is where on the page it is done, when not in the line itself.
    """

    action: str
    title: str
    event: type[e.Event] | None
    clears: tuple[str, ...]
    place: str = ""


DAY = ("E18", "E34", "E35", "day.asked", "day.medicine", "day.fall", "start.glucose")
AT_REST = ("day.systolic", "day.diastolic", "day.heart_rate", "day.breathing", "day.oxygen", "day.temperature")
STEPS = (
    PreparationStep("day", _("Asked again today"), None, DAY),
    PreparationStep("weight", _("Weight"), e.WeightMeasured, ("start.weight",)),
    PreparationStep("intake", _("Last drink and food"), e.IntakeStated, ("E37",)),
    PreparationStep("escort", _("Escort"), e.EscortNamed, ("E36",)),
    PreparationStep("pregnancy", _("Pregnancy test"), e.PregnancyTested, ("E06",)),
    PreparationStep("cannula", _("Cannula"), e.CannulaTried, ("start.cannula",)),
    PreparationStep("cuff", _("Cuff"), e.CuffPlaced, ("start.cuff",)),
    PreparationStep("monitors", _("Monitoring"), e.MonitorsOn, ("start.monitors",)),
    PreparationStep("vitals", _("Values at rest"), e.VitalsCharted, AT_REST),
    PreparationStep("score", _("How is it for them?"), e.Scored, ("day.awake",), place="scores"),
    PreparationStep("comfort", _("Comfort"), e.ComfortSet, ("start.comfort",)),
    PreparationStep("rescue-kit", _("Rescue kit"), e.RescueKitChecked, ("start.rescue_kit",)),
    PreparationStep("container", _("Container"), e.ContainerPrepared, ("start.second_check",)),
    PreparationStep("check", _("Second check"), e.CheckEntered, ("start.second_check", "start.label"), place="check"),
    PreparationStep("time-out", _("Time-out"), e.TimeOutHeld, ("start.time_out",)),
)
CAPACITY = (NO_CAPACITY, CAPACITY_UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class PreparationLine:
    """One step of this visit. `done` has the entries that stand, newest last; `blocks` what it still holds up.

    `unfolded` is the line whose turn it is, or the one that was refused.
    """

    step: PreparationStep
    button: str
    form: Form | None
    done: list[str]
    blocks: list[Finding]
    unfolded: bool


def key(action: str) -> str:
    """A chart action's name as a template can say it: `check-in` is `check_in`."""
    return action.replace("-", "_")


def preparation(
    seen: VisitSnapshot, open_now: Sequence[Finding], forms: Mapping[str, Form], *, refused: str
) -> list[PreparationLine]:
    """Every step with what it still blocks; the first that blocks anything is unfolded, unless another was refused.

    A finding that two steps clear stands on the later one; the second check comes once there is a container.
    """
    steps = [step for step in STEPS if step.action != "check" or seen.check]
    blocks = {step.action: [] for step in steps}
    for finding in open_now:
        if step := _step_for(finding, steps):
            blocks[step.action].append(finding)
    turn = refused or next((action for action, found in blocks.items() if found), "")
    return [
        PreparationLine(
            step=step,
            button=CHART_ACTIONS[step.action].button,
            form=None if step.place else forms[key(step.action)],
            done=_done(seen, step),
            blocks=blocks[step.action],
            unfolded=step.action == turn,
        )
        for step in steps
    ]


def _step_for(finding: Finding, steps: Sequence[PreparationStep]) -> PreparationStep | None:
    """The last step that clears it, None for what no hand at the chair clears: E35 is about capacity and consent."""
    if finding.id == "E35" and finding not in CAPACITY:
        return None
    return next((step for step in reversed(steps) if finding.id in step.clears), None)


def _done(seen: VisitSnapshot, step: PreparationStep) -> list[str]:
    """What stands of this step, in words; the day's answers are kept apart from the events."""
    if step.event is None:
        return ["✓"] if seen.review else []
    return [line.detail for line in seen.timeline if line.kind == step.event.__name__ and not line.superseded_by]
