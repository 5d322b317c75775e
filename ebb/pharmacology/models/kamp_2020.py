"""Kamp 2020: racemic and S-ketamine, pooled from 18 published studies."""

from ebb.pharmacology.compartments import Mammillary
from ebb.pharmacology.model import Citation, Model, Studied
from ebb.pharmacology.values import Span, Value

SOURCE = "Kamp J et al., Anesthesiology 2020;133:1192"
PARAMETERS = f"{SOURCE}; parameters as four independent programs give them, the paper's table not seen"
EXPONENTS = f"{SOURCE}; exponents as three of four programs give them"
PER_CLEARANCE = Value(0.75, "1", EXPONENTS, "V2")
PER_VOLUME = Value(1.0, "1", EXPONENTS, "V2")

kamp_2020 = Model(
    id="kamp_2020",
    title="Kamp 2020, pooled studies",
    drug="racemic",
    sampling="mixed",
    structure=Mammillary(peripherals=2),
    basis={"ketamine": "racemic ketamine base"},
    parameters={
        "CL": Value(84.0, "L/h", PARAMETERS, "V2"),
        "V1": Value(25.0, "L", PARAMETERS, "V2"),
        "Q2": Value(161.0, "L/h", PARAMETERS, "V2"),
        "V2": Value(56.0, "L", PARAMETERS, "V2"),
        "Q3": Value(79.0, "L/h", PARAMETERS, "V2"),
        "V3": Value(157.0, "L", PARAMETERS, "V2"),
    },
    allometry={
        "CL": PER_CLEARANCE,
        "V1": PER_VOLUME,
        "Q2": PER_CLEARANCE,
        "V2": PER_VOLUME,
        "Q3": PER_CLEARANCE,
        "V3": PER_VOLUME,
    },
    population="18 studies: 11 in healthy adults, 3 in adult patients, 5 in children, as its abstract counts them",
    studied=Studied(
        age_y=Span(18.0, None, "y", f"{SOURCE}; its children are left out here, the oldest adult was not seen", "D"),
        infusion_min=Span(0.0, 120.0, "min", "most published models rest on infusions of 40 min to 2 h", "D"),
    ),
    source=SOURCE,
    doi="10.1097/ALN.0000000000003577",
    made_from="18 studies put together; blood from artery or vein",
    citation=Citation(
        "S41", "Kamp J et al. 2020. 18 studies pooled. Anesthesiology 133:1192. Abstract; numbers seen second-hand."
    ),
    shown_at_chair=True,  # one of two of racemic ketamine [D]
    cautions=(
        "The abstract's own pooled clearance is 79 L/h per 70 kg (69-90) and kept no covariate.",
        "Arterial and venous samples are pooled; the first minutes after a bolus differ between them.",
    ),
)
