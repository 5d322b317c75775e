"""Clements 1981: racemic ketamine, a bolus of 250 ug/kg in adult volunteers."""

from ebb.pharmacology.compartments import Mammillary
from ebb.pharmacology.model import Citation, Model, Studied
from ebb.pharmacology.values import Span, Value

SOURCE = "Clements JA, Nimmo WS, Br J Anaesth 1981;53:27"
PARAMETERS = f"{SOURCE}; rate constants as one program gives them, the paper's table not seen"

clements_1981_250 = Model(
    id="clements_1981_250",
    title="Clements 1981, 250 ug/kg in volunteers",
    drug="racemic",
    sampling="not seen",
    structure=Mammillary(peripherals=1),
    basis={"ketamine": "racemic ketamine base"},
    parameters={
        "V1": Value(1.7522, "L/kg", PARAMETERS, "V2"),
        "k10": Value(0.0109, "/min", PARAMETERS, "V2"),
        "k12": Value(0.0186, "/min", PARAMETERS, "V2"),
        "k21": Value(0.0137, "/min", PARAMETERS, "V2"),
    },
    population="adult volunteers",
    studied=Studied(
        age_y=Span(18.0, None, "y", f"{SOURCE}; adults, exact ages not seen", "D"),
        infusion_min=Span(0.0, 120.0, "min", "most published models rest on infusions of 40 min to 2 h", "D"),
    ),
    source=SOURCE,
    doi="",
    made_from="healthy adults; we do not know where the blood was taken",
    citation=Citation("S95", "Clements JA, Nimmo WS 1981. Volunteers. Br J Anaesth 53:27. Numbers seen second-hand."),
    cautions=("Estimated from a single small dose; the central volume of 123 L for 70 kg hides the first minutes.",),
)
