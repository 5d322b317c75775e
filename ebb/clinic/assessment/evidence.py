"""What is known of the drug for each diagnosis, as shown at candidacy, in the consent and in the plan."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Evidence:
    """One diagnosis and the label of its evidence (clinical reference 1.1)."""

    key: str
    name: str
    label: str
    source: str = "Cohen 2018 [S1]"
    mark: str = "S"


WEAK = "weak or none, right after the infusion only"
NOT_ASSESSED = "not assessed by the consensus, no adequate trial known"

EVIDENCE = (
    Evidence("crps", "Complex regional pain syndrome (CRPS)", "moderate, to 12 weeks"),
    Evidence("spinal-cord-injury", "Pain after spinal cord injury", "weak, short term"),
    Evidence("neuropathic", "Mixed neuropathic pain", WEAK),
    Evidence("phantom-limb", "Phantom limb pain", WEAK),
    Evidence("post-herpetic", "Post-herpetic neuralgia", WEAK),
    Evidence("fibromyalgia", "Fibromyalgia", WEAK),
    Evidence("cancer", "Cancer pain", WEAK),
    Evidence("ischaemic", "Ischaemic pain", WEAK),
    Evidence("headache", "Migraine or other headache", WEAK),
    Evidence("back", "Back pain", WEAK),
    Evidence("arthritis", "Arthritis", NOT_ASSESSED, "from memory, verify", "M"),
)
OTHER = Evidence("", "Another diagnosis", NOT_ASSESSED, "from memory, verify", "M")


def evidence_for(diagnosis: str) -> Evidence:
    """The label by key or name; of a diagnosis that is not listed nothing is claimed."""
    return next((each for each in EVIDENCE if diagnosis in (each.key, each.name)), OTHER)
