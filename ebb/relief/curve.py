"""The shape of one infusion's relief: a rise with half-time r, a fade with half-life H, both in days.

    g(s) = (1 - 2^(-s/r)) 2^(-s/H)     for s >= 0 days after the infusion, else 0

Source: the design's own form; docs/relief.md weighs it. All functions take arrays that broadcast.
"""

import numpy as np

from ebb.relief.diary import Array


def relief_shape(since: Array, rise_days: Array, half_life_days: Array) -> Array:
    """g, from 0 to below 1, in the shape the arguments broadcast to. `since`: days after the infusion."""
    after = np.maximum(since, 0.0)
    return np.asarray((1.0 - np.exp2(-after / rise_days)) * np.exp2(-after / half_life_days))


def peak_after(rise_days: Array, half_life_days: Array) -> Array:
    """Days after the infusion at which g is greatest: r log2(1 + H/r), from g' = 0."""
    return np.asarray(rise_days * np.log2(1.0 + half_life_days / rise_days))


def half_gone_after(rise_days: Array, half_life_days: Array) -> Array:
    """Days after the infusion at which g has fallen to half of its peak.

    Pure fading, 2^(-s/H), lies above g and so comes to that height later. The logarithm of g is concave: Newton steps
    from that later day come down to the wanted one and never go past it.
    """
    top = peak_after(rise_days, half_life_days)
    wanted = 0.5 * relief_shape(top, rise_days, half_life_days)
    day = -half_life_days * np.log2(wanted)
    for _ in range(6):
        rising = np.exp2(-day / rise_days)
        slope = rising / rise_days / (1.0 - rising) - 1.0 / half_life_days
        day = day - np.log2(relief_shape(day, rise_days, half_life_days) / wanted) / slope
    return np.asarray(day)
