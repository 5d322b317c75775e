"""What must be in place around the chair before the infusion begins: the right patient, vein, cuff, monitor, people."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ebb.pathway import events as e
from ebb.pathway.findings import Finding, Level
from ebb.pathway.start_facts import StartFacts
from ebb.pathway.visit_facts import VisitFacts

NOT_IDENTIFIED = Finding(
    id="start.identity",
    level=Level.STOP,
    state="unknown",
    reason="The patient was not identified by two identifiers at arrival.",
    clears_when="Check in with two identifiers the patient states, such as name and date of birth.",
    source="[D]",
    mark="D",
)
NO_TIME_OUT = replace(
    NOT_IDENTIFIED,
    id="start.time_out",
    reason="No time-out was held since the container was made up.",
    clears_when="Stop together: the patient states two identifiers against wristband, order and container.",
)
NO_CANNULA = replace(
    NOT_IDENTIFIED,
    id="start.cannula",
    state="present",
    reason="There is no cannula that runs.",
    clears_when="Place a cannula and record that it runs.",
)
CANNULA_AVOIDED = replace(
    NO_CANNULA,
    reason="The cannula is in the limb to be spared, the {limb}.",
    clears_when="Place a cannula in another limb.",
)
NO_CUFF = replace(
    NOT_IDENTIFIED,
    id="start.cuff",
    reason="Where the cuff sits was not recorded.",
    clears_when="Record the limb of the cuff.",
)
CUFF_AVOIDED = replace(
    NO_CUFF,
    state="present",
    reason="The cuff is on the limb to be spared, the {limb}.",
    clears_when="Move the cuff to another limb.",
)
NO_COMFORT = replace(
    NOT_IDENTIFIED,
    id="start.comfort",
    reason="Light, sound and blanket were not set and the call button was not tested.",
    clears_when="Set the place up with the patient and test the call button.",
)
BUTTON_UNTESTED = replace(
    NO_COMFORT,
    state="present",
    reason="The call button was not tested.",
    clears_when="Let the patient press it and see that it rings.",
)
NO_MONITORS = replace(
    NOT_IDENTIFIED,
    id="start.monitors",
    reason="Monitoring is not on.",
    clears_when="Attach the monitor, connected or with typed values.",
    source="Continuous monitoring of vital signs [S3]",
    mark="S",
)
NO_KIT = replace(
    NOT_IDENTIFIED,
    id="start.rescue_kit",
    reason="The rescue kit was not checked for this visit.",
    clears_when="Check the rescue kit.",
    source="Emergency airway equipment at hand [S3]; list from memory, verify",
    mark="S",
)
NO_SECOND_CHECK = replace(
    NOT_IDENTIFIED,
    id="start.second_check",
    reason="Two people have not yet checked this container blind.",
    clears_when="Two people each enter weight, concentration, rate and volume.",
)
CHECK_DISAGREES = replace(
    NO_SECOND_CHECK,
    state="present",
    reason="The two independent checks of this container do not agree.",
    clears_when="Find the difference and check again, blind.",
)
NO_SUPERVISOR = replace(
    NOT_IDENTIFIED,
    id="start.supervisor",
    reason="No supervisor with valid credentials is on site.",
    clears_when="A credentialed physician comes on site.",
    source="Directed by a physician experienced with anaesthetics and airways [S3]",
    mark="S",
)
SUPERVISOR_UNCONFIRMED = replace(
    NO_SUPERVISOR,
    id="start.supervisor_unconfirmed",
    state="present",
    reason="No supervisor is known to be on site: {supervisor} was the last word, and that is more than 16 hours ago.",
    clears_when="They confirm on Today that they are still here, or another credentialed physician comes on site.",
    source="[D]",
    mark="D",
)
RATIO_UNKNOWN = replace(
    NOT_IDENTIFIED,
    id="start.ratio",
    reason="How many patients the nurse is responsible for is not known.",
    clears_when="Name the responsible nurse of each chair.",
)
RATIO_EXCEEDED = replace(
    RATIO_UNKNOWN,
    level=Level.HOLD,
    state="present",
    reason="With this start the nurse has {patients} patients; at most {most} are allowed.",
    clears_when="Another nurse takes over, or a running infusion ends.",
)


def two_identifiers(text: str) -> bool:
    """Whether the text names at least two different things, however they are joined."""
    named = {part.strip().casefold() for part in re.split(r"[,;+&/\n]|\band\b", text)}
    return len(named - {""}) >= 2


def _identity(facts: VisitFacts) -> Iterator[Finding]:
    arrived, time_out = facts.latest(e.CheckedIn), facts.latest(e.TimeOutHeld)
    if arrived is None or not two_identifiers(arrived.identifiers):
        yield NOT_IDENTIFIED
    made = facts.latest(e.ContainerPrepared)
    if time_out is None or not two_identifiers(time_out.identifiers) or (made and time_out.at < made.at):
        yield NO_TIME_OUT


def _same(limb: str, spared: Iterable[str]) -> bool:
    return " ".join(limb.casefold().split()) in {" ".join(name.casefold().split()) for name in spared if name.strip()}


def _limbs(known: StartFacts, facts: VisitFacts) -> Iterator[Finding]:
    tries = facts.all_of(e.CannulaTried)
    spared = {known.avoid_limb, *(event.avoid_limb for event in tries)}
    running = [event for event in {(event.limb, event.site): event for event in tries}.values() if event.patent]
    if not running:
        yield NO_CANNULA
    elif all(_same(event.limb, spared) for event in running):
        yield replace(CANNULA_AVOIDED, inputs={"limb": running[-1].limb})
    cuff = facts.latest(e.CuffPlaced)
    if cuff is None:
        yield NO_CUFF
    elif _same(cuff.limb, spared):
        yield replace(CUFF_AVOIDED, inputs={"limb": cuff.limb})


def _place(facts: VisitFacts) -> Iterator[Finding]:
    comfort = facts.latest(e.ComfortSet)
    if comfort is None:
        yield NO_COMFORT
    elif not comfort.call_button_tested:
        yield BUTTON_UNTESTED
    if facts.latest(e.MonitorsOn) is None:
        yield NO_MONITORS
    if facts.latest(e.RescueKitChecked) is None:
        yield NO_KIT


def _people(known: StartFacts) -> Iterator[Finding]:
    if not known.second_check_agreed:
        yield NO_SECOND_CHECK if known.second_check_agreed is None else CHECK_DISAGREES
    if not known.supervisor_on_site and known.unconfirmed_supervisor:
        yield replace(SUPERVISOR_UNCONFIRMED, inputs={"supervisor": known.unconfirmed_supervisor})
    elif not known.supervisor_on_site:
        yield NO_SUPERVISOR if known.supervisor_on_site is None else replace(NO_SUPERVISOR, state="present")
    # One to one at a first infusion, one to two later [D]; who is not known to have had one counts as a first.
    most = 2 if known.first_infusion is False else 1
    if known.patients_of_nurse is None:
        yield RATIO_UNKNOWN
    elif known.patients_of_nurse > most:
        yield replace(RATIO_EXCEEDED, inputs={"patients": str(known.patients_of_nurse), "most": str(most)})


def chair_findings(known: StartFacts, facts: VisitFacts) -> list[Finding]:
    """What is still open around the chair. `patients_of_nurse` counts this one."""
    return [*_identity(facts), *_limbs(known, facts), *_place(facts), *_people(known)]
