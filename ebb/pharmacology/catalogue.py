"""The models that ship: adults only, each in a file of its own under `models/`."""

from collections.abc import Mapping

from ebb.pharmacology.errors import ModelError
from ebb.pharmacology.model import Model
from ebb.pharmacology.models.clements_1981_250 import clements_1981_250
from ebb.pharmacology.models.domino_1984 import domino_1984
from ebb.pharmacology.models.fanta_2015_otto_2021 import fanta_2015_otto_2021
from ebb.pharmacology.models.kamp_2020 import kamp_2020
from ebb.pharmacology.models.perezruixo_2021 import perezruixo_2021
from ebb.pharmacology.models.simons_2022 import simons_2022

MODELS: Mapping[str, Model] = {
    model.id: model
    for model in (
        kamp_2020,
        domino_1984,
        clements_1981_250,
        fanta_2015_otto_2021,
        simons_2022,
        perezruixo_2021,
    )
}


def find_model(id: str) -> Model:
    """The model of that id; raises ModelError, which names those there are."""
    if id not in MODELS:
        raise ModelError(f"there is no model {id!r}; there are {', '.join(MODELS)}")
    return MODELS[id]
