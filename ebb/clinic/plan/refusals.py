"""Why a plan was not signed, beyond what its limits and candidacy say. All are clinic policy [D]."""

from functools import partial

from ebb.pathway.findings import policy_finding

CONCLUSION_DAYS = 90  # [D] history and examination hold as long

# id: (reason, what would clear it)
REASONS = {
    "plan.amount": ("{problem}", "Correct the amount and its unit."),
    "plan.not-concluded": ("The assessment was not concluded as eligible.", "A prescriber concludes it first."),
    "plan.conclusion-old": (
        "The assessment was concluded {days} days ago; it holds for {most}.",
        "Ask again what may have changed, and conclude anew.",
    ),
    "plan.conclusion-used": (
        "What a physician let stand was signed for the plan before.",
        "Conclude the assessment anew; an override is signed once for each plan.",
    ),
    "plan.reason": ("Soft limits are passed and no reason was given.", "Give a reason, or stay within the limits."),
    "plan.physician": ("Passing a soft limit needs a physician's credential of today.", "A physician signs."),
}

refusal = partial(policy_finding, REASONS)
