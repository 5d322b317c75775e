"""Priors as text, and back."""

import json
import math
from dataclasses import replace
from typing import Any

import pytest

from ebb.relief.clinic_priors import ClinicPriors, GroupFinding, priors_text, read_priors
from ebb.relief.diary import PriorsError
from ebb.relief.priors import PUBLISHED, Priors, Spread

LEARNT = replace(
    PUBLISHED,
    baseline=Spread(6.1234567891, 1.2),
    log_half_life=Spread(math.log(11.5), 0.61),
    artanh_phi=Spread(0.52, 0.21),
    name="learnt",
)
NERVE = replace(LEARNT, relief=Spread(2.0, 0.7), log_half_life=Spread(math.log(30.0), 0.4))
FINDINGS = {
    ("nerve", "weekly"): GroupFinding(NERVE, 60, "separate: rises by 20.0, needed 8.2"),
    ("joint", ""): GroupFinding(None, 12, "pooled: 12 people; at least 30 are needed"),
}
TEXT = priors_text(LEARNT, FINDINGS, 812, 600, "learnt from 600 people in 9 passes")


def near(priors: Priors) -> list[Any]:
    spreads = [value for value in vars(priors).values() if isinstance(value, Spread)]
    return [pytest.approx([spread.mean, spread.sd], rel=2e-5) for spread in spreads]


def changed(path: str, value: Any, text: str = TEXT) -> str:
    file = json.loads(text)
    *way, last = [int(key) if key.isdigit() else key for key in path.split(".")]
    inner = file
    for key in way:
        inner = inner[key]
    inner[last] = value
    return json.dumps(file)


def test_it_reads_what_was_written_to_six_digits() -> None:
    read = read_priors(TEXT)

    spreads = [value for value in vars(read.pooled).values() if isinstance(value, Spread)]
    assert [[spread.mean, spread.sd] for spread in spreads] == near(LEARNT)
    assert read.pooled.baseline.mean == 6.12346
    assert read.pooled.likeness == LEARNT.likeness
    assert (read.people, read.learnt_from, read.why) == (812, 600, "learnt from 600 people in 9 passes")
    assert read.examined[("joint", "")] == (12, "pooled: 12 people; at least 30 are needed")


def test_text_read_and_written_again_is_the_same() -> None:
    read = read_priors(TEXT)
    findings = {
        group: GroupFinding(read.groups.get(group), people, why) for group, (people, why) in read.examined.items()
    }

    assert priors_text(read.pooled, findings, read.people, read.learnt_from, read.why) == TEXT


def test_a_group_has_its_own_priors_and_all_others_the_pooled() -> None:
    read = read_priors(TEXT)

    nerve = read.of("nerve", "weekly")

    assert nerve.log_half_life.mean == pytest.approx(math.log(30.0))
    assert nerve.baseline == read.pooled.baseline
    assert read.of("joint") is read.of("unheard of", "weekly") is read.of() is read.pooled


def test_a_name_stands_for_the_numbers() -> None:
    names = [read_priors(text).pooled.name for text in (TEXT, changed("pooled.baseline_sd_points", 1.3))]
    again = read_priors(changed("made_from.people", 5)).pooled.name
    nerve = read_priors(TEXT).of("nerve", "weekly").name

    assert len({*names, nerve}) == 3
    assert again == names[0]
    assert all(name.startswith("clinic ") and len(name) == 15 for name in (*names, nerve))


def test_published_priors_come_back_as_they_are() -> None:
    read = read_priors(priors_text(PUBLISHED, {}, 4, 4, "too few"))

    assert read == ClinicPriors(PUBLISHED, {}, 4, 4, "too few", {})


def test_each_number_has_its_unit_in_its_key() -> None:
    keys = json.loads(TEXT)["pooled"]

    without = {key for key in keys if not key.endswith(("_points", "_points_per_30d", "_days", "_log_sd"))}
    assert without == {"artanh_phi_mean", "artanh_phi_sd", "likeness"}
    assert keys["half_life_median_days"] == 11.5


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no file of priors"),
        ("[1]", "must be an object"),
        ("[" * 100_000, "no file of priors"),
        ('{"format": "ebb relief priors", "format": 1}', "given twice"),
        ('{"format": "recipe"}', "format is 'recipe'"),
        (changed("version", 2), "version 2; version 1 can be read"),
        (changed("form", "y = a"), "another model"),
        (changed("colour", 1), "'colour', which is not known"),
        (changed("pooled.colour", 1), "'colour', which is not known"),
        (TEXT.replace("baseline_sd_points", "baseline_sd_pts", 1), "pooled lacks baseline_sd_points"),
        (changed("pooled.baseline_mean_points", float("nan")), "baseline_mean_points must be a number"),
        (changed("pooled.baseline_mean_points", 10**400), "must be a number within"),
        (changed("pooled.baseline_mean_points", True), "must be a number within"),
        (changed("pooled.visit_sd_points", 0), "visit_sd_points must be at least 0.001"),
        (changed("pooled.half_life_median_days", -3), "half_life_median_days must be above 0"),
        (changed("pooled.likeness", 1.0), "likeness must lie from 0 to below 1"),
        (changed("groups", {}), "groups must be a list"),
        (changed("groups.1.condition", 3), "group 2 condition must be text"),
        (changed("groups.1.priors", {}), "group 2 lacks relief_mean_points"),
        (changed("groups.0.condition", "nerve", changed("groups.0.programme", "weekly")), "stands among the groups"),
        (changed("made_from.people", -1), "made_from people must be a whole number"),
        ("x" * 2_000_000, "too many"),
    ],
)
def test_it_refuses_what_is_no_file_of_priors(text: str, says: str) -> None:
    with pytest.raises(PriorsError, match=says):
        read_priors(text)
