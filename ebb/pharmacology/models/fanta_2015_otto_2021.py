"""Fanta 2015 and Otto 2021: S-ketamine and S-norketamine in volunteers, venous samples."""

from dataclasses import dataclass

from ebb.pharmacology.compartments import NG_PER_ML, Mammillary, Network, Parameters, System
from ebb.pharmacology.model import Citation, Model, Omega, Studied
from ebb.pharmacology.values import Span, Value

FANTA = "Fanta S et al., Eur J Clin Pharmacol 2015;71:441"
OTTO = "Otto ME et al., Eur J Clin Pharmacol 2021;77:1181"
SOURCE = f"{FANTA} (S-ketamine); {OTTO} (S-norketamine, variability)"
PARENT = f"{FANTA}; as a public model library transcribes it, the paper's table not seen (abstract: 95 L/h/70 kg)"
REST = f"{OTTO}, table 3; as a public model library transcribes it, the table itself not seen"

PER_CLEARANCE = Value(0.75, "1", REST, "V2")
PER_VOLUME = Value(1.0, "1", REST, "V2")


S_KETAMINE = Mammillary(peripherals=2)


@dataclass(frozen=True)
class ParentAndNorketamine:
    """Three compartments for S-ketamine, all of whose clearance feeds the first of two for norketamine."""

    def complete(self, parameters: Parameters) -> Parameters:
        """With the parent's parameters in both forms."""
        return S_KETAMINE.complete(parameters)

    def system(self, parameters: Parameters) -> System:
        """Norketamine is held and read in S-ketamine mass equivalents, as published."""
        known = self.complete(parameters)
        central = known["V1_NK"]
        network = Network()
        S_KETAMINE.exchange(network, known)
        network.flow("1", "NK", known["k10"])
        network.lose("NK", known["CL_NK"] / central)
        network.exchange("NK", "NK 2", known["Q_NK"] / central, known["Q_NK"] / known["V2_NK"])
        reads = {"ketamine": ("1", NG_PER_ML / known["V1"]), "norketamine": ("NK", NG_PER_ML / central)}
        return network.system("1", reads)


fanta_2015_otto_2021 = Model(
    id="fanta_2015_otto_2021",
    title="Fanta 2015 and Otto 2021, volunteers",
    drug="S",
    sampling="venous",
    structure=ParentAndNorketamine(),
    basis={"ketamine": "S-ketamine base", "norketamine": "S-norketamine, counted as the S-ketamine it came from"},
    parameters={
        "CL": Value(95.2, "L/h", PARENT, "V2"),
        "V1": Value(133.0, "L", PARENT, "V2"),
        "Q2": Value(23.2, "L/h", PARENT, "V2"),
        "V2": Value(187.0, "L", PARENT, "V2"),
        "Q3": Value(157.0, "L/h", PARENT, "V2"),
        "V3": Value(98.8, "L", PARENT, "V2"),
        "CL_NK": Value(57.72, "L/h", REST, "V2"),
        "V1_NK": Value(98.638, "L", REST, "V2"),
        "Q_NK": Value(42.778, "L/h", REST, "V2"),
        "V2_NK": Value(160.04, "L", REST, "V2"),
    },
    allometry={"CL": PER_CLEARANCE, "V1": PER_VOLUME, "CL_NK": PER_CLEARANCE, "V1_NK": PER_VOLUME},
    omega=Omega(
        variances={
            "V1": Value(0.0842, "1", REST, "V2"),
            "CL": Value(0.0260, "1", REST, "V2"),
            "V1_NK": Value(0.0404, "1", REST, "V2"),
            "CL_NK": Value(0.1032, "1", REST, "V2"),
        },
        covariances={
            ("V1", "CL"): Value(0.0226, "1", REST, "V2"),
            ("V1_NK", "CL_NK"): Value(0.0446, "1", REST, "V2"),
        },
    ),
    population="healthy volunteers: 11 men given 0.125 mg/kg IV (Fanta), 48 volunteers for norketamine (Otto)",
    studied=Studied(
        age_y=Span(18.0, None, "y", f"{FANTA}; adults, exact ages not seen", "D"),
        infusion_min=Span(0.0, 120.0, "min", "most published models rest on infusions of 40 min to 2 h", "D"),
    ),
    source=SOURCE,
    doi="10.1007/s00228-015-1826-y",
    made_from="11 healthy men; blood from a vein",
    citation=Citation(
        "S43", "Fanta S et al. 2015. 11 men. Eur J Clin Pharmacol 71:441. Abstract; most numbers seen second-hand."
    ),
    shown_at_chair=True,  # for its norketamine, and the differences between people published with it [D]
    blind_after_bolus=Value(10.0, "min", "central volume of 133 L; arterial models read 3.5 to 4.8 times as high", "D"),
    cautions=(
        "The central volume of 133 L cannot describe a bolus or the first minutes.",
        "Venous samples: arterial models read 1.8 to 2.3 times as high at 40 min of the same infusion.",
    ),
)
