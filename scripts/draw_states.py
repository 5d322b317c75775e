"""Draw the states of a visit in docs/structure.md, from the table that the code itself obeys."""

import re
from itertools import groupby
from pathlib import Path

from ebb.pathway.steps import GONE, MOVES, State

FILE = Path(__file__).parents[1] / "docs" / "structure.md"
DRAWN = re.compile(r"```mermaid\n.*?```", re.DOTALL)


def diagram() -> str:
    """The table of moves as a Mermaid state diagram; moves between the same two states share an arrow."""
    moves = sorted(((here, there, event.__name__) for (here, event), there in MOVES.items()), key=_place)
    arrows = [
        f"    {_word(here)} --> {_word(there)}: {', '.join(event for *_, event in same)}"
        for (here, there), same in groupby(moves, key=lambda move: move[:2])
    ]
    ends = [f"    {_word(state)} --> [*]" for state in State if state in GONE]
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {_word(State.EXPECTED)}", *arrows, *ends, "```"])


def _place(move: tuple[State, State, str]) -> tuple[int, int]:
    order = list(State)
    return order.index(move[0]), order.index(move[1])


def _word(state: State) -> str:
    return state.value.replace(" ", "_")


if __name__ == "__main__":
    FILE.write_text(DRAWN.sub(diagram(), FILE.read_text()))
