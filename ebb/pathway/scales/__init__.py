from ebb.pathway.scales.aldrete import ALDRETE
from ebb.pathway.scales.dissociation import DISSOCIATION
from ebb.pathway.scales.nausea import NAUSEA
from ebb.pathway.scales.padss import PADSS
from ebb.pathway.scales.pain import PAIN
from ebb.pathway.scales.scale import Band, OutOfRange, Scale, ScaleError, ScoreItem, ScoreSheet, Total, UnknownItem
from ebb.pathway.scales.sedation import SEDATION

SCALES = {scale.name: scale for scale in (SEDATION, DISSOCIATION, PAIN, NAUSEA)}
SHEETS = {sheet.name: sheet for sheet in (ALDRETE, PADSS)}

__all__ = [
    "ALDRETE",
    "DISSOCIATION",
    "NAUSEA",
    "PADSS",
    "PAIN",
    "SCALES",
    "SEDATION",
    "SHEETS",
    "Band",
    "OutOfRange",
    "Scale",
    "ScaleError",
    "ScoreItem",
    "ScoreSheet",
    "Total",
    "UnknownItem",
]
