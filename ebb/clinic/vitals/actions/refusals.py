"""Why something around monitors and alarms was not done. All are clinic policy [D]."""

from functools import partial

from ebb.pathway.findings import policy_finding

# id: (reason, what would clear it)
REASONS = {
    "vitals.bed-taken": ("{bed} is bound to chair {chair}; take it away there first", "Take it away there first."),
    "vitals.no-alarm": ("There is no such alarm.", "Choose an alarm that stands on the page."),
    "vitals.alarm-over": ("The alarm '{text}' cleared at {clock}; nothing is left to do.", "Nothing."),
}

refusal = partial(policy_finding, REASONS)
