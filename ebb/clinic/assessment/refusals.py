"""Why something about an assessment was not recorded, in findings a clinician can read. All are clinic policy [D]."""

from functools import partial

from ebb.pathway.findings import policy_finding

# id: (reason, what would clear it)
REASONS = {
    "assessment.withdrawn-already": ("“{text}” was withdrawn already.", "Nothing: it counts no more."),
    "assessment.reason": ("No reason was given.", "Say why."),
    "assessment.read-already": ("“{text}” was read already.", "Nothing."),
    "assessment.no-question": ("“{fact}” is not asked here.", "Choose a question of this page."),
    "assessment.impossible": ("{problem}", "Look at the number and its unit, and enter it again."),
    "assessment.old-text": (
        "This is not the consent text in force, which is version {version}.",
        "Open the page again; the patient reads and signs the version in force.",
    ),
    "assessment.signed-name": (
        "The name typed is not the name on this file, {name}.",
        "Check that it is the right file; the patient types the name as it stands there.",
    ),
    "assessment.no-consent": ("No consent was signed.", "Nothing: there is none to withdraw."),
    "assessment.consent-withdrawn": (
        "This consent was withdrawn already, on {on}.",
        "Nothing: it counts no more. A new signature clears it.",
    ),
    "assessment.told-by": ("Nobody was named who said it.", "Write who told you; “the patient” is enough."),
    "assessment.in-the-future": ("{at} has not come yet.", "Give the time it was said."),
    "assessment.physician": (
        "Letting a finding stand needs a physician's credential of today.",
        "A physician signs.",
    ),
    "assessment.anaesthesia": (
        "ASA III needs the signature of a physician trained in anaesthesia.",
        "Such a physician signs.",
    ),
}

refusal = partial(policy_finding, REASONS)
