"""The discharge score (PADSS) in its modified form of five items; bleeding does not apply to an infusion."""

from ebb.pathway.scales.scale import ScoreItem, ScoreSheet

NOT_APPLICABLE = "Not applicable"

PADSS = ScoreSheet(
    name="padss",
    title="Discharge score",
    version="PADSS modified, five items, bleeding fixed at 2",
    source="[S59]; bleeding fixed [D]",
    mark="S",
    items=(
        ScoreItem(
            name="vital_signs",
            title="Vital signs",
            anchors=(
                "More than 40 % away from baseline",
                "20 to 40 % away from baseline",
                "Within 20 % of baseline",
            ),
        ),
        ScoreItem(
            name="walking",
            title="Walking",
            anchors=("Cannot walk", "Needs help", "Steady without dizziness, or as before the infusion"),
        ),
        ScoreItem(
            name="nausea",
            title="Nausea and vomiting",
            anchors=("Severe, goes on after treatment", "Moderate, treatment helped", "Little or none"),
        ),
        ScoreItem(name="pain", title="Pain", anchors=("7 to 10", "4 to 6", "0 to 3")),
        ScoreItem(name="bleeding", title="Bleeding", anchors=(NOT_APPLICABLE,) * 3, fixed=2),
    ),
    threshold=9,
)
