"""The vein the drug goes into: looked at with each set of observations, and what follows when it is not well.

Clinical reference 3.4 [D]: extravasation or pain at the site pauses the infusion, and a new site is found.
"""

from ebb.pathway import events as e
from ebb.pathway.findings import Finding, Level
from ebb.pathway.visit_facts import VisitFacts

WELL = "well"
RESULTS = (WELL, "infiltrated", "painful", "blocked")
UNWELL = Finding(
    "iv_site",
    Level.STOP,
    "The IV site was found {result}.",
    "Place a cannula at a new site and record it; or look again, if the site is well after all.",
    source="Clinical reference 3.4",
    mark="D",
)


def unwell_site(facts: VisitFacts) -> e.IvSiteChecked | None:
    """The check that found the site unwell, unless a later one or a new cannula that runs answered it."""
    for event in reversed(facts.events):
        if isinstance(event, e.IvSiteChecked):
            return event if event.result != WELL else None
        if isinstance(event, e.CannulaTried) and event.patent:
            return None
    return None


def site_findings(facts: VisitFacts) -> list[Finding]:
    """What stands against any more drug through this vein; less is never held up."""
    found = unwell_site(facts)
    return [UNWELL.with_inputs(result=found.result)] if found else []
