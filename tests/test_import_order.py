"""Imports run downwards only; rooms on one floor do not know each other. The floors stand in docs/structure.md too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = [
    ["figure", "devices", "command", "recording", "clinic.lib", "clinic.log"],
    ["pharmacology", "relief", "clinic.record"],
    ["pathway", "clinic.people"],
    ["clinic.library", "clinic.outbox", "clinic.tasks", "clinic.pdf", "clinic.vitals"],
    ["clinic.booking", "clinic.controlled_drugs", "clinic.stories"],
    ["clinic.enquiry", "clinic.newsletter"],
    ["clinic.assessment"],
    ["clinic.plan"],
    ["clinic.infusion"],
    ["clinic.visit"],
    ["clinic.recovery", "clinic.printing", "clinic.gateway", "clinic.watch"],
    ["clinic.followup", "clinic.serve", "clinic.setup"],
    ["clinic.public", "clinic.today", "clinic.registry", "clinic.fhir", "clinic.stream", "clinic.demo"],
    ["clinic.urls", "clinic.asgi"],
    ["cli"],
]
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
PURE = {"recording", "figure", "pharmacology", "relief", "pathway", "devices"}
MAY_IMPORT = {
    "figure": set(),
    "devices": set(),
    "recording": set(),
    "pharmacology": {"figure", "command"},
    "relief": {"figure", "command"},
    "pathway": {"pharmacology", "command", "recording"},
}
THIRD_PARTY = {
    "recording": set(),
    "figure": set(),
    "devices": set(),
    "pharmacology": {"numpy"},
    "relief": {"numpy"},
    "pathway": set(),
}
OUTSIDE_THE_FLOORS = {"__main__", "clinic", "clinic.settings", "clinic.environment", "clinic.testing"}


def room_of(module: str) -> str:
    """`ebb.clinic.people.models` stands in `clinic.people`."""
    parts = module.split(".")[1:]
    return ".".join(parts[:2]) if parts[:1] == ["clinic"] else parts[0] if parts else ""


def sources() -> Iterator[tuple[str, Path]]:
    for file in sorted((ROOT / "ebb").rglob("*.py")):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        if ".tests." not in module and "conftest" not in module:
            yield module.removesuffix(".__init__"), file


def imports(file: Path) -> Iterator[str]:
    """Every module named by an import, wherever it stands, and every foreign key written as a string."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("ForeignKey", "OneToOneField")):
            target = node.args[0] if node.args else None
            if isinstance(target, ast.Constant) and "." in str(target.value):
                yield f"ebb.clinic.{str(target.value).split('.')[0]}"


MODULES = dict(sources())


def test_every_room_has_a_floor():
    rooms = {room_of(module) for module in MODULES} - OUTSIDE_THE_FLOORS - {""}

    assert rooms <= set(FLOOR_OF)


@pytest.mark.parametrize("module", [m for m in MODULES if room_of(m) in FLOOR_OF and ".migrations." not in m])
def test_imports_run_downwards(module: str):
    room = room_of(module)
    wrong = []
    for name in imports(MODULES[module]):
        other = room_of(name) if name.startswith("ebb.") else ""
        if other in ("", room) or other in OUTSIDE_THE_FLOORS:
            continue
        if FLOOR_OF[other] >= FLOOR_OF[room]:
            wrong.append(name)

    assert not wrong, f"{module} looks up to or sideways at {wrong}"


@pytest.mark.parametrize("module", [m for m in MODULES if room_of(m) in PURE])
def test_pure_rooms_import_only_what_they_may(module: str):
    import sys

    room = room_of(module)
    for name in imports(MODULES[module]):
        top = name.split(".")[0]
        if top == "ebb":
            assert room_of(name) in MAY_IMPORT[room] | {room}, f"{module} imports {name}"
        else:
            assert top in sys.stdlib_module_names | THIRD_PARTY[room], f"{module} imports {name}"
