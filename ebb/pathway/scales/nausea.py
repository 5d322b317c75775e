"""Nausea from 0 to 10, as the patient says it."""

from ebb.pathway.scales.scale import Band, Scale

NAUSEA = Scale(
    name="nausea",
    title="Nausea",
    question="How sick does your stomach feel?",
    version="1",
    source="Numeric rating 0-10, clinical reference 4.1 [M]; bands and marked scores are clinic policy [D]",
    mark="M",
    anchors=(
        "No nausea",
        "Barely there",
        "A little, easy to forget",
        "Mild, can sip water",
        "Notices it most of the time",
        "Moderate, would rather not drink",
        "Hard to ignore",
        "Strong, wants something for it",
        "Very strong, might vomit",
        "About to vomit",
        "The worst nausea there could be",
    ),
    bands=(
        Band(name="none", lowest=0),
        Band(name="mild", lowest=1),
        Band(name="moderate", lowest=4),
        Band(name="severe", lowest=7),
    ),
    marked=dict.fromkeys(range(7, 11), "medium"),
)
