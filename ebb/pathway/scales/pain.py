"""Pain from 0 to 10, as the patient says it."""

from ebb.pathway.scales.scale import Band, Scale

PAIN = Scale(
    name="pain",
    title="Pain",
    question="How strong is your pain now?",
    version="1",
    source="Numeric rating 0-10, clinical reference 6.1; free to use. Bands as in the recovery score [S59]",
    mark="S",
    anchors=(
        "No pain",
        "Hardly felt",
        "Felt now and then",
        "There, but easy to set aside",
        "Takes attention at times",
        "Hard to set aside",
        "Gets in the way of talking or resting",
        "Fills most of the mind",
        "Very strong, hard to do anything",
        "Nearly unbearable",
        "The worst pain there could be",
    ),
    bands=(
        Band(name="none to mild", lowest=0),
        Band(name="moderate", lowest=4),
        Band(name="severe", lowest=7),
    ),
)
