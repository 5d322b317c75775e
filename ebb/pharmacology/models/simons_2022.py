"""Simons 2022: S-ketamine, S-norketamine and S-hydroxynorketamine in volunteers, arterial samples."""

from dataclasses import dataclass

from ebb.pharmacology.compartments import NG_PER_ML, Mammillary, Network, Parameters, System
from ebb.pharmacology.model import Citation, Model, Omega, Studied
from ebb.pharmacology.people import Array
from ebb.pharmacology.values import Span, Value

SOURCE = "Simons P et al., Front Pain Res 2022;3:946486"
TABLE = f"{SOURCE}, table 4; as a public model library transcribes it, the table itself not seen"
PEOPLE = "Simons P, doctoral thesis, Leiden 2024, page 48"
ASSUMED = "assumed by the transcription, not stated by the paper"
MASSES = "molecular weights of the bases"

PER_CLEARANCE = Value(0.75, "1", ASSUMED, "D")
PER_VOLUME = Value(1.0, "1", ASSUMED, "D")


S_KETAMINE = Mammillary(peripherals=2)


@dataclass(frozen=True)
class TwoMetabolitesInTurn:
    """S-ketamine in three compartments, then norketamine and hydroxynorketamine, each after two transit steps.

    Metabolites are held in mg of the S-ketamine they came from and read as true ng/mL by molecular weight.
    """

    def complete(self, parameters: Parameters) -> Parameters:
        """With the parent's parameters in both forms, and norketamine's central volume, which is the parent's."""
        known = S_KETAMINE.complete(parameters)
        return {**known, "V1_NK": known["V1"]}

    def system(self, parameters: Parameters) -> System:
        """S-ketamine's and norketamine's clearance pass on the parts F_NK and F_HNK; the rest is not followed."""
        known = self.complete(parameters)
        network = Network()
        S_KETAMINE.exchange(network, known)
        _form(network, known["k10"], "1", "NK", known["F_NK"], known["MTT_NK"])
        _form(network, known["CL_NK"] / known["V1_NK"], "NK", "HNK", known["F_HNK"], known["MTT_HNK"])
        network.lose("HNK", known["CL_HNK"] / known["V1_HNK"])
        for name in ("NK", "HNK"):
            flow = known[f"Q_{name}"]
            network.exchange(name, f"{name} 2", flow / known[f"V1_{name}"], flow / known[f"V2_{name}"])
        reads = {
            "ketamine": ("1", NG_PER_ML / known["V1"]),
            "norketamine": ("NK", known["M_NK"] / known["M_K"] * NG_PER_ML / known["V1_NK"]),
            "hydroxynorketamine": ("HNK", known["M_HNK"] / known["M_K"] * NG_PER_ML / known["V1_HNK"]),
        }
        return network.system("1", reads)


def _form(network: Network, per_min: Array, source: str, target: str, part: Array, transit_min: Array) -> None:
    step = 2.0 / transit_min
    network.flow(source, f"to {target} 1", per_min, part)
    network.flow(f"to {target} 1", f"to {target} 2", step)
    network.flow(f"to {target} 2", target, step)


simons_2022 = Model(
    id="simons_2022",
    title="Simons 2022, volunteers",
    drug="S",
    sampling="arterial",
    structure=TwoMetabolitesInTurn(),
    basis={
        "ketamine": "S-ketamine base",
        "norketamine": "S-norketamine",
        "hydroxynorketamine": "S-hydroxynorketamine",
    },
    parameters={
        "CL": Value(1.48, "L/min", TABLE, "V2"),
        "V1": Value(11.6, "L", TABLE, "V2"),
        "Q2": Value(2.43, "L/min", TABLE, "V2"),
        "V2": Value(39.0, "L", TABLE, "V2"),
        "Q3": Value(1.21, "L/min", TABLE, "V2"),
        "V3": Value(174.0, "L", TABLE, "V2"),
        "F_NK": Value(0.8, "1", f"{SOURCE}; abstract", "V"),
        "MTT_NK": Value(20.1, "min", TABLE, "V2"),
        "CL_NK": Value(1.00, "L/min", TABLE, "V2"),
        "Q_NK": Value(2.63, "L/min", TABLE, "V2"),
        "V2_NK": Value(221.0, "L", TABLE, "V2"),
        "F_HNK": Value(0.7, "1", f"{SOURCE}; abstract: 56 % of S-ketamine, which is 0.8 x 0.7", "V"),
        "MTT_HNK": Value(1.12, "min", TABLE, "V2"),
        "CL_HNK": Value(0.933, "L/min", TABLE, "V2"),
        "V1_HNK": Value(4.4, "L", TABLE, "V2"),
        "Q_HNK": Value(1.70, "L/min", TABLE, "V2"),
        "V2_HNK": Value(87.5, "L", TABLE, "V2"),
        "M_K": Value(237.73, "g/mol", MASSES, "D"),
        "M_NK": Value(223.70, "g/mol", MASSES, "D"),
        "M_HNK": Value(239.70, "g/mol", MASSES, "D"),
    },
    allometry={
        **dict.fromkeys(("CL", "Q2", "Q3", "CL_NK", "Q_NK", "CL_HNK", "Q_HNK"), PER_CLEARANCE),
        **dict.fromkeys(("V1", "V2", "V3", "V2_NK", "V1_HNK", "V2_HNK"), PER_VOLUME),
    },
    omega=Omega(
        variances={
            "V1": Value(0.057, "1", TABLE, "V2"),
            "CL": Value(0.029, "1", TABLE, "V2"),
            "Q3": Value(0.026, "1", TABLE, "V2"),
            "CL_NK": Value(0.050, "1", TABLE, "V2"),
            "MTT_NK": Value(0.021, "1", TABLE, "V2"),
            "V1_HNK": Value(1.22, "1", TABLE, "V2"),
            "CL_HNK": Value(0.103, "1", TABLE, "V2"),
            "Q_HNK": Value(0.287, "1", TABLE, "V2"),
        }
    ),
    population="20 healthy volunteers, 10 women and 10 men, mean 24 years and 73 kg; 20 mg over 20 min, and oral film",
    studied=Studied(
        age_y=Span(19.0, 32.0, "y", PEOPLE, "V"),
        weight_kg=Span(53.0, 93.0, "kg", PEOPLE, "V"),
        infusion_min=Span(0.0, 20.0, "min", f"{SOURCE}; 20 mg over 20 min", "V"),
    ),
    source=SOURCE,
    doi="10.3389/fpain.2022.946486",
    made_from="20 healthy young people; blood from an artery",
    citation=Citation("S97", "Simons P et al. 2022. 20 volunteers. Front Pain Res 3:946486. Numbers seen second-hand."),
    cautions=(
        "Arterial samples: venous models read about half as high at 40 min of the same infusion.",
        "That sizes grow with weight is an assumption of the transcription.",
    ),
)
