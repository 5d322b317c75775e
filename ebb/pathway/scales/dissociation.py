"""How far away the patient feels; our own item. It is charted without alarm unless the patient is distressed."""

from ebb.pathway.scales.scale import Band, Scale

DISSOCIATION = Scale(
    name="dissociation",
    title="Dissociation",
    question="How far away or unreal do things feel?",
    version="1",
    source="Own item, clinical reference 4.1; marked scores 3.3",
    mark="D",
    anchors=(
        "Not at all; everything feels usual",
        "A little floaty or strange",
        "Clearly far away, and that is pleasant or all right",
        "Very far away or unreal",
        "Overwhelming or frightening",
    ),
    bands=(
        Band(name="none", lowest=0),
        Band(name="slight", lowest=1),
        Band(name="moderate", lowest=2),
        Band(name="strong", lowest=3),
    ),
    marked={3: "medium", 4: "high"},
    only_with_distress=True,
    alarms=True,
    seen_by_nurse=True,
)
