from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from ebb.pharmacology import (
    Participant,
    Regimen,
    compare,
    domino_1984,
    fanta_2015_otto_2021,
    figure_of,
    kamp_2020,
    population,
    simons_2022,
    simulate,
)
from ebb.pharmacology.simulate_command import run

ADULT = Participant(70, 40)
GRID = np.arange(0.0, 241.0, 2.0)
SHORT = Regimen.parse("bolus 5 mg @0 min; infusion 30 mg/h 0-40 min")


def test_a_plot_is_one_svg_with_title_and_description() -> None:
    svg = ElementTree.fromstring(simulate(kamp_2020, SHORT, ADULT, GRID, ke0_per_min=0.238).plot())

    told = "".join(svg.itertext())
    assert svg.tag.endswith("svg")
    assert "Predicted ketamine concentration, 70 kg, 40 years" in told
    assert "bolus 5 mg @0 min; infusion 30 mg/h 0-40 min" in told


def test_the_table_holds_every_point_of_every_model() -> None:
    results = list(compare([kamp_2020, domino_1984], SHORT, ADULT, [2, 40, 240]).values())

    rows = [
        row for row in figure_of(results).rows() if row.name in ("Kamp 2020, pooled studies", "Domino 1984, volunteers")
    ]

    assert len(rows) == 6


def test_a_population_is_drawn_with_its_band() -> None:
    result = population(simons_2022, SHORT.s_part(), ADULT, GRID, people=50, seed=1)

    svg = result.plot()

    assert "90 % of people, Simons 2022, volunteers" in svg


def test_what_lies_outside_is_said_and_where_it_begins() -> None:
    long = Regimen.parse("infusion 20 mg/h 0-240 min")

    figure = figure_of([simulate(kamp_2020, long, ADULT, GRID)])

    (curve,) = (line for panel in figure.panels for line in getattr(panel, "lines", ()))
    assert curve.outside_from == 122.0
    assert "infusion 240 min is outside what the model was studied in" in figure.description


def test_borrowed_variability_and_metabolites_are_labelled() -> None:
    borrowed = population(kamp_2020, SHORT, ADULT, GRID, people=20, seed=1, borrow=fanta_2015_otto_2021)
    otto = simulate(fanta_2015_otto_2021, SHORT.s_part(), ADULT, GRID)

    description = figure_of([borrowed, otto]).description

    assert "variability between people borrowed from fanta_2015_otto_2021" in description
    assert "norketamine in ng/mL of S-norketamine, counted as the S-ketamine it came from" in description


def test_what_comes_too_soon_after_a_bolus_is_not_drawn() -> None:
    result = simulate(domino_1984, SHORT, ADULT, [0, 1, 2, 40])

    figure = figure_of([result])

    (curve,) = (line for panel in figure.panels for line in getattr(panel, "lines", ()))
    assert result.too_soon.tolist() == [True, True, False, False]
    assert [minute for minute, _ in curve.points] == [2, 40]
    assert "the first 2 min after a bolus are left out" in figure.description


def test_racemic_and_s_curves_have_panels_of_their_own() -> None:
    results = [simulate(kamp_2020, SHORT, ADULT, GRID), simulate(simons_2022, SHORT.s_part(), ADULT, GRID)]

    labels = [panel.label for panel in figure_of(results).panels]

    assert labels == ["Rate", "Boluses", "racemic ketamine base", "S-ketamine base"]


def test_the_command_writes_the_plot_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    who = ["--regimen", str(SHORT), "--weight", "70", "--age", "40", "--times", "0,20,40,120"]

    status = run(["--compare", "all", "--plot", str(tmp_path / "out.svg"), *who])

    assert status == 0
    assert "Simons 2022" in (tmp_path / "out.svg").read_text(encoding="utf-8")
    assert run(["--compare", "all", "--plot", str(tmp_path / "no" / "out.svg"), *who]) == 2
    assert "cannot write the plot" in capsys.readouterr().err
