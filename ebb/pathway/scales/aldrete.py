"""The modified Aldrete score: five items, ten points, circulation in percent of the patient's own baseline."""

from ebb.pathway.scales.scale import ScoreItem, ScoreSheet

ALDRETE = ScoreSheet(
    name="aldrete",
    title="Modified Aldrete",
    # Some printed tables judge circulation in mmHg and some web pages add a sixth item; neither is this version.
    version="1995, five items, circulation in percent, oxygen above 92 %",
    source="[S58]",
    mark="S",
    items=(
        ScoreItem(
            name="activity",
            title="Activity",
            anchors=("Moves no limb", "Moves two limbs", "Moves all four limbs"),
        ),
        ScoreItem(
            name="respiration",
            title="Respiration",
            anchors=("Not breathing by itself", "Short of breath or shallow", "Breathes deeply and coughs"),
        ),
        ScoreItem(
            name="circulation",
            title="Circulation",
            anchors=(
                "Pressure 50 % or more away from baseline",
                "Pressure 20 to 49 % away from baseline",
                "Pressure within 20 % of baseline",
            ),
        ),
        ScoreItem(
            name="consciousness",
            title="Consciousness",
            anchors=("Does not answer", "Wakes when called", "Fully awake"),
        ),
        ScoreItem(
            name="oxygen",
            title="Oxygen",
            anchors=(
                "Below 90 % even with oxygen",
                "Needs oxygen to stay above 90 %",
                "Above 92 % on room air",
            ),
        ),
    ),
    # With nine of ten asked for, no item can be zero.
    threshold=9,
)
