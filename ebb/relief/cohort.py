"""A clinic's patients at once: whose infusions were when, and how far the work has come. Text in, values out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ebb.relief.clinic_priors import Group, group_name
from ebb.relief.diary import DiaryInfusion, InfusionError, ReliefError, read_infusions, read_rows
from ebb.relief.learn import Pass

NEEDED, OPTIONAL = ("patient", "day"), ("dose_mg", "condition", "programme")


class CohortError(ReliefError):
    """The clinic's files cannot be read as a whole."""


@dataclass(frozen=True)
class PatientInfusions:
    """One patient's infusions, and the group the patient belongs to."""

    infusions: tuple[DiaryInfusion, ...] = ()
    group: Group = ("", "")


@dataclass(frozen=True)
class CohortInfusions:
    """Of each patient named, either the infusions or why it cannot be read, with the row."""

    of: Mapping[str, PatientInfusions]
    refused: Mapping[str, str]


def read_cohort_infusions(text: str) -> CohortInfusions:
    """Everybody's infusions from CSV text under the heading `patient,day[,dose_mg][,condition][,programme]`.

    Rows count from 1 under the heading. A row that cannot be costs its patient; one that names no patient, the file:
    CohortError.
    """
    infusions: dict[str, PatientInfusions] = {}
    refused: dict[str, str] = {}
    for row, at, fault in read_rows(text, CohortError, NEEDED, OPTIONAL):
        patient = at.get("patient")
        if not patient:
            raise CohortError(f"row {row} names no patient")
        try:
            if fault:
                raise InfusionError(fault)
            infusions[patient] = _with_row(infusions.get(patient), at)
        except InfusionError as refusal:
            refused.setdefault(patient, f"row {row}: {refusal}")
    accepted = {patient: known for patient, known in infusions.items() if patient not in refused}
    return CohortInfusions(accepted, refused)


def _with_row(known: PatientInfusions | None, at: Mapping[str, str]) -> PatientInfusions:
    given = read_infusions(at["day"], at.get("dose_mg") or None)
    if len(given) != 1:
        raise InfusionError(f"the day must be one number, not {at['day']!r}")
    group = at.get("condition", ""), at.get("programme", "")
    if known is None:
        return PatientInfusions(given, group)
    if group != known.group:
        raise InfusionError(f"{group_name(group)} here and {group_name(known.group)} above; a patient has one of each")
    if given[0].day in [infusion.day for infusion in known.infusions]:
        raise InfusionError(f"day {given[0].day:g} is named twice; each infusion stands once")
    return replace(known, infusions=(*known.infusions, *given))


@dataclass
class CohortState:
    """How far a cohort has come: `key` stands for all that went in, `answered` for the answers already written.

    pooled, groups: the passes made over all people, and over those of each group.
    """

    key: str
    pooled: list[Pass] = field(default_factory=list)
    groups: dict[Group, list[Pass]] = field(default_factory=dict)
    answered: str = ""

    @property
    def text(self) -> str:
        """As a file holds it; numbers come back to the last bit."""
        groups = [[*group, [asdict(one) for one in passes]] for group, passes in self.groups.items()]
        return json.dumps({**asdict(self), "groups": groups}, indent=1) + "\n"


def read_state(text: str, key: str) -> CohortState:
    """The state in a file, when it belongs to this key; else a fresh one, as for a file that is no state at all."""
    try:
        plain = json.loads(text)
        if plain["key"] != key:
            return CohortState(key)
        pooled = [_read_pass(one) for one in plain["pooled"]]
        groups = {(one, other): [_read_pass(each) for each in passes] for one, other, passes in plain["groups"]}
        return CohortState(key, pooled, groups, str(plain["answered"]))
    except (ValueError, TypeError, KeyError):
        return CohortState(key)


def _read_pass(plain: dict[str, Any]) -> Pass:
    return Pass(**{**plain, "at": tuple(plain["at"]), "toward": tuple(plain["toward"])})
