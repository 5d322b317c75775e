"""Perez-Ruixo 2021: S-ketamine and S-norketamine in 820 volunteers and depressed patients."""

from dataclasses import dataclass

from ebb.pharmacology.compartments import NG_PER_ML, Network, Parameters, System
from ebb.pharmacology.model import AgeSlope, Citation, Model, Omega, Studied
from ebb.pharmacology.values import Span, Value

SOURCE = "Perez-Ruixo C et al., Clin Pharmacokinet 2021;60:501"
TABLE = f"{SOURCE}, table 3; as a public model library transcribes it, the table itself not seen"
PEOPLE = f"{SOURCE}, table 2; as a public model library reports it"


@dataclass(frozen=True)
class ThroughTheLiver:
    """Three compartments whose centre exchanges with the liver, where S-ketamine is lost or becomes norketamine."""

    def complete(self, parameters: Parameters) -> Parameters:
        """With the clearance that the liver achieves, CL, which follows from its flow, volume and rates."""
        known = dict(parameters)
        cleared = (known["kel"] + known["kmet"]) * known["VH"]
        return known | {"CL": known["QH"] * cleared / (known["QH"] + cleared)}

    def system(self, parameters: Parameters) -> System:
        """Norketamine is apparent, as published: all of kmet feeds it, in mg of S-ketamine."""
        known = self.complete(parameters)
        central, formed = known["V1"], known["V1_NK"]
        network = Network()
        for i in (2, 3):
            network.exchange("1", str(i), known[f"Q{i}"] / central, known[f"Q{i}"] / known[f"V{i}"])
        network.exchange("1", "liver", known["QH"] / central, known["QH"] / known["VH"])
        network.lose("liver", known["kel"])
        network.flow("liver", "NK", known["kmet"])
        network.lose("NK", known["CL_NK"] / formed)
        network.exchange("NK", "NK 2", known["Q_NK"] / formed, known["Q_NK"] / known["V2_NK"])
        reads = {"ketamine": ("1", NG_PER_ML / central), "norketamine": ("NK", NG_PER_ML / formed)}
        return network.system("1", reads)


perezruixo_2021 = Model(
    id="perezruixo_2021",
    title="Perez-Ruixo 2021, volunteers and depressed patients",
    drug="S",
    sampling="venous",
    structure=ThroughTheLiver(),
    basis={"ketamine": "S-ketamine base", "norketamine": "S-norketamine, apparent (as if all of it formed were known)"},
    parameters={
        "QH": Value(151.0, "L/h", TABLE, "V2"),
        "VH": Value(101.0, "L", TABLE, "V2"),
        "kel": Value(1.11, "/h", TABLE, "V2"),
        "kmet": Value(2.77, "/h", TABLE, "V2"),
        "V1": Value(192.0, "L", TABLE, "V2"),
        "Q2": Value(84.3, "L/h", TABLE, "V2"),
        "V2": Value(143.0, "L", TABLE, "V2"),
        "Q3": Value(37.6, "L/h", TABLE, "V2"),
        "V3": Value(417.0, "L", TABLE, "V2"),
        "CL_NK": Value(38.0, "L/h", f"{SOURCE}; abstract", "V"),
        "V1_NK": Value(70.0, "L", TABLE, "V2"),
        "Q_NK": Value(26.1, "L/h", TABLE, "V2"),
        "V2_NK": Value(115.0, "L", TABLE, "V2"),
    },
    aging={"QH": AgeSlope(per_year=Value(-2.19, "L/h", TABLE, "V2"), above=Value(60.0, "y", TABLE, "V2"))},
    omega=Omega(
        variances={
            "V1": Value(27.5, "%CV", TABLE, "V2"),
            "V2": Value(49.3, "%CV", TABLE, "V2"),
            "QH": Value(23.2, "%CV", TABLE, "V2"),
            "VH": Value(34.6, "%CV", TABLE, "V2"),
            "kel": Value(120.0, "%CV", TABLE, "V2"),
            "V1_NK": Value(31.6, "%CV", TABLE, "V2"),
            "CL_NK": Value(25.4, "%CV", TABLE, "V2"),
        }
    ),
    population="820 people: 256 healthy volunteers and 564 with treatment-resistant depression; nasal, IV and oral",
    studied=Studied(
        age_y=Span(18.0, 86.0, "y", PEOPLE, "V2"),
        weight_kg=Span(39.0, 170.0, "kg", PEOPLE, "V2"),
        infusion_min=Span(0.0, 40.0, "min", "trial registry NCT02343289: 28 mg over 40 min, the only IV dose", "V2"),
    ),
    source=SOURCE,
    doi="10.1007/s40262-020-00953-4",
    made_from="820 people, many with depression; blood from a vein",
    citation=Citation(
        "S98", "Perez-Ruixo C et al. 2021. 820 people. Clin Pharmacokinet 60:501. Numbers seen second-hand."
    ),
    cautions=(
        "Body weight is not a covariate: a dose in mg gives every adult the same curve.",
        "As printed, the paper's norketamine exposure comes out 1.41 times too high.",
        "The variability of kmet is blank in the paper, so it does not vary here.",
        "In Asian people kel is 0.36 and norketamine's clearance 0.81 of these; that is not applied here.",
    ),
)
