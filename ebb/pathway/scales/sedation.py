"""How awake the patient is, as the nurse finds it; our own item."""

from ebb.pathway.scales.scale import Band, Scale

SEDATION = Scale(
    name="sedation",
    title="Sedation",
    question="How awake is the patient?",
    version="1",
    source="Own item, clinical reference 4.1; marked scores 3.3",
    mark="D",
    anchors=(
        "Awake and alert",
        "Drowsy, eyes open by themselves",
        "Asleep, wakes when spoken to",
        "Wakes only when touched",
        "Cannot be woken",
    ),
    bands=(Band(name="awake", lowest=0), Band(name="drowsy", lowest=1), Band(name="oversedated", lowest=3)),
    marked={3: "medium", 4: "high"},
    alarms=True,
    seen_by_nurse=True,
)
