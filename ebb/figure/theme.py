"""Roles and the paint they get: custom properties on a page, black on white in print."""

from typing import Literal

ThemeName = Literal["page", "print"]

# The second value stands in when a page brings no token sheet (a notebook, say): a middle tone that can be
# read on white and on the dark ward ground alike.
PAGE_PAINTS = {
    "ink": "var(--ink, currentColor)",
    "muted": "var(--muted, #6d7986)",
    "line": "var(--line, #8d98a466)",
    "panel": "var(--panel, transparent)",
    "accent": "var(--accent, #17877e)",
    "trace-hr": "var(--trace-hr, #2f8f4e)",
    "trace-pulse": "var(--trace-hr, #2f8f4e)",
    "trace-spo2": "var(--trace-spo2, #3f7fd6)",
    "trace-rr": "var(--trace-rr, #6f7f8c)",
    "trace-bp": "var(--trace-bp, #9b62c9)",
    "rate": "var(--trace-rate, #6f8298)",
    "model-solid": "var(--trace-model-a, #17877e)",
    "model-dashed": "var(--trace-model-b, #8a6fe0)",
    "model-dotted": "var(--trace-model-c, #c9628b)",
    "model-thin": "var(--trace-nor, #78848f)",
    "alarm-high": "var(--alarm-high, #ff4d4f)",
    "alarm-medium": "var(--alarm-medium, #ffd42e)",
    "alarm-low": "var(--alarm-low, #ffd42e)",
    "on-alarm": "var(--on-alarm, #000000)",
}

PRINT_PAINTS = {
    **dict.fromkeys(PAGE_PAINTS, "#000000"),
    "muted": "#3d3d3d",
    "line": "#c4c4c4",
    "panel": "#ffffff",
    "rate": "#333333",
    "model-thin": "#555555",
    "alarm-medium": "#b8b8b8",
    "alarm-low": "#ffffff",
    "on-alarm": "#ffffff",
}

# Print must tell lines apart without hue, and so does the page: the dash is the model's, past and future.
DASHES = {"solid": "", "dashed": "8 4", "dotted": "0.1 4.5"}
FUTURE_DASHES = {"solid": "0.1 5", "dashed": "8 4 0.1 4", "dotted": "0.1 9"}
