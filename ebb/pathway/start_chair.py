"""What must be in place around the chair before the infusion begins: the right patient, vein, cuff, monitor, people."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ebb.pathway import events as e
from ebb.pathway.containers import awaits_label
from ebb.pathway.findings import Finding, Level
from ebb.pathway.iv_site import site_findings
from ebb.pathway.start_facts import StartFacts
from ebb.pathway.visit_facts import VisitFacts

NOT_IDENTIFIED = Finding(
    "start.identity",
    Level.STOP,
    "The patient was not identified by two identifiers at arrival.",
    "Check in with two identifiers the patient states, such as name and date of birth.",
    state="unknown",
    source="[D]",
    mark="D",
)
NO_TIME_OUT = NOT_IDENTIFIED.variant(
    "No time-out was held since the container was made up.",
    "Stop together: the patient states two identifiers against wristband, order and container.",
    id="start.time_out",
)
NO_CANNULA = NOT_IDENTIFIED.variant(
    "There is no cannula that runs.", "Place a cannula and record that it runs.", id="start.cannula", state="present"
)
CANNULA_AVOIDED = NO_CANNULA.variant(
    "The cannula is in the limb to be spared, the {limb}.", "Place a cannula in another limb."
)
NO_CUFF = NOT_IDENTIFIED.variant(
    "Where the cuff sits was not recorded.", "Record the limb of the cuff.", id="start.cuff"
)
CUFF_AVOIDED = NO_CUFF.variant(
    "The cuff is on the limb to be spared, the {limb}.", "Move the cuff to another limb.", state="present"
)
NO_COMFORT = NOT_IDENTIFIED.variant(
    "Light, sound and blanket were not set and the call button was not tested.",
    "Set the place up with the patient and test the call button.",
    id="start.comfort",
)
BUTTON_UNTESTED = NO_COMFORT.variant(
    "The call button was not tested.", "Let the patient press it and see that it rings.", state="present"
)
NO_MONITORS = NOT_IDENTIFIED.variant(
    "Monitoring is not on.",
    "Attach the monitor, connected or with typed values.",
    id="start.monitors",
    source="Continuous monitoring of vital signs [S3]",
    mark="S",
)
NO_KIT = NOT_IDENTIFIED.variant(
    "The rescue kit was not checked for this visit.",
    "Check the rescue kit.",
    id="start.rescue_kit",
    source="Emergency airway equipment at hand [S3]; list from memory, verify",
    mark="S",
)
NO_SECOND_CHECK = NOT_IDENTIFIED.variant(
    "Two people have not yet checked this container blind.",
    "Two people each enter weight, concentration, rate and volume.",
    id="start.second_check",
)
CHECK_DISAGREES = NO_SECOND_CHECK.variant(
    "The two independent checks of this container do not agree.",
    "Find the difference and check again, blind.",
    state="present",
)
LABEL_UNREAD = NO_SECOND_CHECK.variant(
    "{container} was not mixed yet, or its label not read.",
    "Mix it now that both checks agree; someone other than who drew it up reads the strength on its label.",
    id="start.label",
)
NO_SUPERVISOR = NOT_IDENTIFIED.variant(
    "No supervisor with valid credentials is on site.",
    "A credentialed physician comes on site.",
    id="start.supervisor",
    source="Directed by a physician experienced with anaesthetics and airways [S3]",
    mark="S",
)
SUPERVISOR_UNCONFIRMED = NO_SUPERVISOR.variant(
    "No supervisor is known to be on site: {supervisor} was the last word, and that is more than 16 hours ago.",
    "They confirm on Today that they are still here, or another credentialed physician comes on site.",
    id="start.supervisor_unconfirmed",
    state="present",
    source="[D]",
    mark="D",
)
RATIO_UNKNOWN = NOT_IDENTIFIED.variant(
    "How many patients the nurse is responsible for is not known.",
    "Name the responsible nurse of each chair.",
    id="start.ratio",
)
RATIO_EXCEEDED = RATIO_UNKNOWN.variant(
    "With this start the nurse has {patients} patients; at most {most} are allowed.",
    "Another nurse takes over, or a running infusion ends.",
    level=Level.HOLD,
    state="present",
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
        yield CANNULA_AVOIDED.with_inputs(limb=running[-1].limb)
    cuff = facts.latest(e.CuffPlaced)
    if cuff is None:
        yield NO_CUFF
    elif _same(cuff.limb, spared):
        yield CUFF_AVOIDED.with_inputs(limb=cuff.limb)


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


def _container(known: StartFacts, facts: VisitFacts) -> Iterator[Finding]:
    made = facts.latest(e.ContainerPrepared)
    if not known.second_check_agreed:
        yield NO_SECOND_CHECK if known.second_check_agreed is None else CHECK_DISAGREES
    elif made and awaits_label(facts, made):
        yield LABEL_UNREAD.with_inputs(container=made.container)


def people_findings(known: StartFacts) -> Iterator[Finding]:
    """Whether a supervisor is on site and the nurse has hands enough."""
    if not known.supervisor_on_site and known.unconfirmed_supervisor:
        yield SUPERVISOR_UNCONFIRMED.with_inputs(supervisor=known.unconfirmed_supervisor)
    elif not known.supervisor_on_site:
        yield NO_SUPERVISOR if known.supervisor_on_site is None else replace(NO_SUPERVISOR, state="present")
    # One to one at a first infusion, one to two later [D]; who is not known to have had one counts as a first.
    most = 2 if known.first_infusion is False else 1
    if known.patients_of_nurse is None:
        yield RATIO_UNKNOWN
    elif known.patients_of_nurse > most:
        yield RATIO_EXCEEDED.with_inputs(patients=known.patients_of_nurse, most=most)


def chair_findings(known: StartFacts, facts: VisitFacts) -> list[Finding]:
    """What is still open around the chair. `patients_of_nurse` counts this one."""
    place = [*_identity(facts), *_limbs(known, facts), *site_findings(facts), *_place(facts)]
    return [*place, *_container(known, facts), *people_findings(known)]
