"""A container made from a vial: what is in it, whether that is enough, and whether it was mixed and its label read.

Hazard: one vial of the wrong strength is a tenfold error that two people who read the same label both confirm
(clinical reference 2.1; SAFETY.md, H34). So the concentration is calculated and never typed.
"""

from dataclasses import dataclass
from decimal import Decimal

from ebb.pathway import events as e
from ebb.pathway.findings import Finding, Level
from ebb.pathway.orders import same_rate
from ebb.pathway.quantities import Mg, MgPerMl, Ml, QuantityError, shown
from ebb.pathway.visit_facts import VisitFacts

SOURCE = "making up the container, clinical reference 2.1"
COLUMN = Decimal("0.001")  # as the record keeps amounts

TOO_LITTLE = Finding(
    "K-too-little",
    Level.CAUTION,
    "{container} holds {holds} mL; {needed} mL of it are to go in.",
    "Look at the volume again; if a further container follows, send the same again.",
    source=SOURCE,
    mark="D",
)
OTHER_LABEL = Finding(
    "K-label",
    Level.STOP,
    "The label of {container} says {label} mg/mL; vial, syringe and diluent come to {right} mg/mL.",
    "Do not hang it. If the label was misread, read it again; else discard the container and make up another.",
    source=SOURCE,
    mark="D",
)


@dataclass(frozen=True, kw_only=True)
class Solution:
    """What a container holds once it is mixed."""

    concentration_mg_per_ml: Decimal
    volume_ml: Decimal


def mix(*, vial_mg_per_ml: Decimal, drawn_ml: Decimal, diluent_ml: Decimal) -> Solution:
    """What so much of a vial in so much diluent comes to. Raises QuantityError where nothing was drawn."""
    drawn, volume = Ml.of(drawn_ml), Ml.of(drawn_ml) + Ml.of(diluent_ml)
    if drawn == Ml.of(0):
        raise QuantityError("0 mL drawn makes no container: enter what the syringe holds.")
    solution = MgPerMl.of(vial_mg_per_ml) * drawn / volume
    return Solution(concentration_mg_per_ml=solution.value.quantize(COLUMN), volume_ml=volume.value)


def judge_volume(solution: Solution, *, container: str, remaining_mg: Decimal) -> list[Finding]:
    """A question where the container holds less than what is left of the order."""
    needed = Mg.of(remaining_mg) / MgPerMl.of(solution.concentration_mg_per_ml)
    if solution.volume_ml >= needed.value or same_rate(solution.volume_ml, needed.value):
        return []
    volumes = {"holds": shown(solution.volume_ml), "needed": shown(needed.value)}
    return [TOO_LITTLE.with_inputs(container=container, **volumes)]


def judge_label(made: e.ContainerPrepared, label_mg_per_ml: Decimal) -> list[Finding]:
    """Whether the strength read on the label is the one the container was made to."""
    if same_rate(label_mg_per_ml, made.concentration_mg_per_ml):
        return []
    strengths = {"label": shown(label_mg_per_ml), "right": shown(made.concentration_mg_per_ml)}
    return [OTHER_LABEL.with_inputs(container=made.container, **strengths)]


def awaits_label(facts: VisitFacts, made: e.ContainerPrepared) -> bool:
    """Whether this container has still to be mixed and its label read; an older one, typed by strength, has not."""
    read = [event.at for event in facts.all_of(e.LabelChecked) if event.container == made.container]
    return made.drawn_ml is not None and not any(at >= made.at for at in read)
