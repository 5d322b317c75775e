"""A second, independent way to the same curves: sums of exponentials from the eigenvalues of a symmetric matrix."""

import numpy as np

from ebb.pharmacology import BolusDose, Model, Participant, Regimen
from ebb.pharmacology.people import Array


def impulse(model: Model, patient: Participant) -> tuple[Array, Array]:
    """Coefficients (1/L) and rates (per min) of the response to a bolus of 1 mg: sum of c exp(-l t)."""
    known = model.typical(patient)
    peripherals = [i for i in (2, 3) if f"V{i}" in known]
    volumes = np.array([known["V1"], *(known[f"V{i}"] for i in peripherals)])
    flows = np.array([known["CL"], *(known[f"Q{i}"] for i in peripherals)])
    exchange = np.zeros((volumes.size, volumes.size))
    exchange[0, 0] = flows.sum()
    for i in range(1, volumes.size):
        exchange[i, i] = flows[i]
        exchange[0, i] = exchange[i, 0] = -flows[i]
    root = np.sqrt(volumes)
    rates, vectors = np.linalg.eigh(exchange / np.outer(root, root))
    return vectors[0] ** 2 / volumes[0], rates


def plasma(model: Model, regimen: Regimen, patient: Participant, times_min: Array) -> Array:
    """ng/mL at `times_min`, shape (n,), by adding up every bolus and every infusion on its own."""
    coefficients, rates = impulse(model, patient)
    weight = np.array([patient.weight_kg])
    total = np.zeros(times_min.size)
    for line in regimen.lines:
        if isinstance(line, BolusDose):
            since = times_min - line.at.minutes
            decays = np.exp(-np.outer(np.maximum(since, 0.0), rates))
            total += np.where(since >= 0, line.dose.mg(weight)[0] * (decays @ coefficients), 0.0)
            continue
        since = np.maximum(times_min - line.start.minutes, 0.0)
        after = np.maximum(times_min - line.end.minutes, 0.0)
        filled = np.exp(-np.outer(after, rates)) * -np.expm1(-np.outer(since - after, rates))
        total += line.rate.mg_per_min(weight)[0] * (filled @ (coefficients / rates))
    return 1000.0 * total
