"""A clinic's own priors: by group where there is enough to tell, as a small printable text, and back."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ebb.relief.diary import Diary, PriorsError
from ebb.relief.learn import Learnt, Pass, Spreader, learn
from ebb.relief.priors import PUBLISHED, Priors, Spread

Group = tuple[str, str]
"""Condition and programme, either empty where it is not known."""

OF_A_GROUP = ("relief", "log_half_life")
NUMBERS_OF_A_GROUP = 4

LEAST_IN_A_GROUP = 30
"""Below so many people a group is not looked at. Our own choice [D]."""

MOST_GROUPS = 20
MOST_PASSES_OF_A_GROUP = 8

FORMAT, VERSION = "ebb relief priors", 1
FORM = "y(d) = b + c d/30 - sum A_k (1 - 2^(-s/r)) 2^(-s/H), s = d - t_k; AR(1) noise with sd sigma and correlation phi"
"""The model these numbers belong to; priors made for another are refused."""

_DIGITS = 6
_MOST_LETTERS = 1_000_000
_FARTHEST = 10_000
_LEAST_SD = 0.001

_KEYS = {
    "baseline": ("baseline_mean_points", "baseline_sd_points"),
    "relief": ("relief_mean_points", "relief_sd_points"),
    "artanh_phi": ("artanh_phi_mean", "artanh_phi_sd"),
    "log_rise": ("rise_median_days", "rise_log_sd"),
    "log_half_life": ("half_life_median_days", "half_life_log_sd"),
    "log_sigma": ("sigma_median_points", "sigma_log_sd"),
    "drift_sd": ("drift_sd_points_per_30d",),
    "visit_sd": ("visit_sd_points",),
    "likeness": ("likeness",),
}
"""What the file calls each of the priors; of those named log_, the median stands for the mean of the logarithm."""


def group_name(group: Group) -> str:
    """Condition and programme in words."""
    return " under ".join(part or "none" for part in group)


@dataclass(frozen=True)
class GroupFinding:
    """Whether a group has priors of its own, and why; `people`: of those learnt from."""

    priors: Priors | None
    people: int
    why: str
    passes: tuple[Pass, ...] = ()


def groups_to_learn(people: Mapping[Group, int]) -> list[Group]:
    """The groups worth a look, largest first, given how many people each has; none where all are of one group."""
    if len(people) < 2:
        return []
    enough = [group for group, count in people.items() if count >= LEAST_IN_A_GROUP]
    return sorted(enough, key=lambda group: (-people[group], group))[:MOST_GROUPS]


def needed_rise(people: int) -> float:
    """By how much the log likelihood of so many people must rise, to pay for four numbers: 4/2 log n.

    Source: Schwarz 1978, Ann Stat 6:461.
    """
    return 0.5 * NUMBERS_OF_A_GROUP * math.log(people)


def learn_by_group(
    groups: Mapping[Group, Sequence[Diary]],
    pooled: Priors,
    *,
    made: Mapping[Group, Sequence[Pass]] | None = None,
    on_pass: Callable[[Group, Pass], None] | None = None,
    spreader: Spreader = map,
) -> dict[Group, GroupFinding]:
    """What was found of each group, in the order of names; `pooled` counts as ten people in each group.

    groups: people who teach something, of each group. made, on_pass, spreader: as in `learn`, group by group.
    """
    findings = {}
    for name in sorted(groups):
        on_own_pass = None if on_pass is None else partial(on_pass, name)
        findings[name] = _finding(groups[name], pooled, (made or {}).get(name, ()), on_own_pass, spreader)
    return findings


def _finding(
    people: Sequence[Diary],
    pooled: Priors,
    made: Sequence[Pass],
    on_pass: Callable[[Pass], None] | None,
    spreader: Spreader,
) -> GroupFinding:
    if len(people) < LEAST_IN_A_GROUP:
        return GroupFinding(None, len(people), f"pooled: {len(people)} people; at least {LEAST_IN_A_GROUP} are needed")
    learn_so = partial(learn, free=OF_A_GROUP, most_passes=MOST_PASSES_OF_A_GROUP)
    learnt = learn_so(people, pooled, made=made, on_pass=on_pass, spreader=spreader)
    needed, rise = needed_rise(learnt.people), _rise(learnt)
    gain = f"the log likelihood of {learnt.people} people rises by {rise:.1f}, needed {needed:.1f}"
    own = learnt.priors if rise > needed else None
    return GroupFinding(own, learnt.people, f"{'pooled' if own is None else 'separate'}: {gain}", learnt.passes)


def _rise(learnt: Learnt) -> float:
    """Of these people's own log likelihood, the pseudo-patients left out, from the pooled priors to the best."""
    best = max(learnt.passes, key=lambda one: one.objective)
    return best.log_likelihood - learnt.passes[0].log_likelihood


@dataclass(frozen=True)
class ClinicPriors:
    """Pooled priors, those of the groups that stand apart, and how they came about.

    people: of whom anything could be learnt; learnt_from: of those, looked at. why: in a sentence. examined: of each
    group looked at, its people and a sentence.
    """

    pooled: Priors
    groups: Mapping[Group, Priors]
    people: int
    learnt_from: int
    why: str
    examined: Mapping[Group, tuple[int, str]]

    def of(self, condition: str = "", programme: str = "") -> Priors:
        """The group's own priors, or the pooled."""
        return self.groups.get((condition, programme), self.pooled)


def priors_text(pooled: Priors, findings: Mapping[Group, GroupFinding], people: int, learnt_from: int, why: str) -> str:
    """The file's text, the same for the same values."""
    groups = [
        {"condition": condition, "programme": programme, "people": finding.people, "why": finding.why}
        | ({} if finding.priors is None else {"priors": _numbers(finding.priors, OF_A_GROUP)})
        for (condition, programme), finding in sorted(findings.items())
    ]
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "form": FORM,
        "made_from": {"people": people, "learnt_from": learnt_from, "why": why},
        "pooled": _numbers(pooled),
        "groups": groups,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def read_priors(text: str) -> ClinicPriors:
    """Priors from the file's text. Raises PriorsError with the key that is missing, unknown or wrong."""
    file = _parsed(text)
    if file.get("format") != FORMAT:
        raise PriorsError(f"this is no file of priors: its format is {file.get('format')!r}, not {FORMAT!r}")
    if file.get("version") != VERSION:
        raise PriorsError(f"these priors have version {file.get('version')!r}; version {VERSION} can be read")
    _keyed(file, "the file", ("format", "version", "form", "made_from", "pooled", "groups"))
    if file["form"] != FORM:
        raise PriorsError(f"these priors belong to another model: {file['form']!r}")
    made = _keyed(file["made_from"], "made_from", ("people", "learnt_from", "why"))
    pooled = _priors(file["pooled"], PUBLISHED, _KEYS, "pooled")
    name = "published" if pooled == PUBLISHED else f"clinic {_digest(pooled)}"
    pooled = replace(pooled, name=name)
    groups, examined = _groups(file["groups"], pooled)
    people, learnt_from = (_count(made[key], f"made_from {key}") for key in ("people", "learnt_from"))
    return ClinicPriors(pooled, groups, people, learnt_from, _text(made["why"], "made_from why"), examined)


def _groups(given: Any, pooled: Priors) -> tuple[dict[Group, Priors], dict[Group, tuple[int, str]]]:
    if not isinstance(given, list):
        raise PriorsError(f"groups must be a list, not {given!r}")
    groups: dict[Group, Priors] = {}
    examined: dict[Group, tuple[int, str]] = {}
    for place, each in enumerate(given, start=1):
        where = f"group {place}"
        group = _keyed(each, where, ("condition", "programme", "people", "why"), optional=("priors",))
        key = _text(group["condition"], f"{where} condition"), _text(group["programme"], f"{where} programme")
        if key in examined:
            raise PriorsError(f"{where}: {' under '.join(key)} stands among the groups already")
        examined[key] = _count(group["people"], f"{where} people"), _text(group["why"], f"{where} why")
        if "priors" in group:
            own = _priors(group["priors"], pooled, OF_A_GROUP, where)
            groups[key] = replace(own, name=f"clinic {_digest(own)}")
    return groups, examined


def _numbers(priors: Priors, names: Iterable[str] = _KEYS) -> dict[str, float]:
    numbers: dict[str, float] = {}
    for name in names:
        value = getattr(priors, name)
        if isinstance(value, Spread):
            each = (math.exp(value.mean) if name.startswith("log_") else value.mean, value.sd)
            numbers |= dict(zip(_KEYS[name], map(_rounded, each), strict=True))
        else:
            numbers[_KEYS[name][0]] = _rounded(value)
    return numbers


def _priors(given: Any, start: Priors, names: Iterable[str], where: str) -> Priors:
    keys = [key for name in sorted(names, key=lambda name: len(_KEYS[name])) for key in _KEYS[name]]
    numbers = _keyed(given, where, keys)
    values = {key: _number(numbers[key], f"{where} {key}") for key in keys}
    changed: dict[str, Any] = {}
    try:
        for name in names:
            middle, *sd = (values[key] for key in _KEYS[name])
            if name.startswith("log_"):
                middle = _log(middle, _KEYS[name][0])
            changed[name] = Spread(middle, *sd) if sd else middle
        return replace(start, **changed)
    except PriorsError as refusal:
        raise PriorsError(f"{where}: {refusal}") from None


def _digest(priors: Priors) -> str:
    """Eight letters that stand for these numbers and this form."""
    plain = json.dumps([FORM, VERSION, _numbers(priors)])
    return hashlib.sha256(plain.encode()).hexdigest()[:8]


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def _log(value: float, key: str) -> float:
    if value <= 0.0:
        raise PriorsError(f"{key} must be above 0, not {value:g}")
    return math.log(value)


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > _MOST_LETTERS:
        raise PriorsError(f"{len(text):,} letters are too many for a file of priors")
    try:
        return _object(json.loads(text, object_pairs_hook=_each_key_once), "the file")
    except PriorsError:
        raise
    except (ValueError, RecursionError) as error:
        raise PriorsError(f"this is no file of priors: {error}") from None


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if twice := [key for key in keys if keys.count(key) > 1]:
        raise PriorsError(f"{twice[0]} is given twice")
    return dict(pairs)


def _object(given: Any, where: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise PriorsError(f"{where} must be an object with keys, not {given!r}")
    return given


def _keyed(given: Any, where: str, keys: Collection[str], optional: Collection[str] = ()) -> dict[str, Any]:
    """An object that has these keys and no others."""
    whole = _object(given, where)
    if missing := [key for key in keys if key not in whole]:
        raise PriorsError(f"{where} lacks {missing[0]}")
    if unknown := [key for key in whole if key not in keys and key not in optional]:
        raise PriorsError(f"{where} has {unknown[0]!r}, which is not known here")
    return whole


def _number(given: Any, where: str) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not abs(given) <= _FARTHEST:
        raise PriorsError(f"{where} must be a number within {_FARTHEST:,}, not {given!r}")
    if "sd" in where.rpartition(" ")[2].split("_") and given < _LEAST_SD:
        raise PriorsError(f"{where} must be at least {_LEAST_SD}, not {given!r}")
    return float(given)


def _count(given: Any, where: str) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < 0:
        raise PriorsError(f"{where} must be a whole number from 0 up, not {given!r}")
    return given


def _text(given: Any, where: str) -> str:
    if not isinstance(given, str):
        raise PriorsError(f"{where} must be text, not {given!r}")
    return given
