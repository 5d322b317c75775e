"""Domino 1984: racemic ketamine in adult volunteers."""

from ebb.pharmacology.compartments import Mammillary
from ebb.pharmacology.model import Citation, Model, Studied
from ebb.pharmacology.values import Span, Value

SOURCE = "Domino EF et al., Clin Pharmacol Ther 1984;36:645"
PARAMETERS = f"{SOURCE}; rate constants as three independent programs give them, the paper's table not seen"

domino_1984 = Model(
    id="domino_1984",
    title="Domino 1984, volunteers",
    drug="racemic",
    sampling="not seen",
    structure=Mammillary(peripherals=2),
    basis={"ketamine": "racemic ketamine base"},
    parameters={
        "V1": Value(0.063, "L/kg", PARAMETERS, "V2"),
        "k10": Value(0.4381, "/min", PARAMETERS, "V2"),
        "k12": Value(0.5921, "/min", PARAMETERS, "V2"),
        "k21": Value(0.2470, "/min", PARAMETERS, "V2"),
        "k13": Value(0.5900, "/min", PARAMETERS, "V2"),
        "k31": Value(0.0146, "/min", PARAMETERS, "V2"),
    },
    population="adult volunteers",
    studied=Studied(
        age_y=Span(18.0, None, "y", f"{SOURCE}; adults, exact ages not seen", "D"),
        infusion_min=Span(0.0, 120.0, "min", "most published models rest on infusions of 40 min to 2 h", "D"),
    ),
    source=SOURCE,
    doi="",
    made_from="healthy adults; we do not know where the blood was taken",
    citation=Citation(
        "S94", "Domino EF et al. 1984. Volunteers. Clin Pharmacol Ther 36:645. Numbers seen second-hand."
    ),
    shown_at_chair=True,  # one of two of racemic ketamine [D]
    blind_after_bolus=Value(2.0, "min", "central volume of 4.4 L for 70 kg, about the blood alone", "D"),
    cautions=(
        "The central volume is 4.4 L for 70 kg: the first two minutes after a bolus are unphysiologically high.",
        "One program cites a paper of 1982 for the same numbers; the year was not settled.",
    ),
)
