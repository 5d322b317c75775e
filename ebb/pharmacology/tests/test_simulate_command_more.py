import pytest

from ebb.pharmacology import MODELS
from ebb.pharmacology.simulate_command import run

WHO = ["--weight", "70", "--age", "40", "--times", "40,120"]
SHORT = ["--regimen", "infusion 52.5 mg/h 0-40 min", *WHO]


def test_a_metabolite_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["--model", "simons_2022", "--analyte", "norketamine", *SHORT])

    rows = capsys.readouterr().out.splitlines()
    assert status == 0
    assert rows[0] == "time_min,conc_ng_ml"
    assert float(rows[1].split(",")[1]) == pytest.approx(68.895, abs=0.01)


def test_an_s_model_takes_its_regimen_as_s_ketamine(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--model", "simons_2022", *SHORT])

    assert float(capsys.readouterr().out.splitlines()[1].split(",")[1]) == pytest.approx(288.742, rel=1e-5)


def test_a_population_is_printed_as_its_band(capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["--model", "simons_2022", "--population", "500", "--seed", "1", *SHORT])

    rows = capsys.readouterr().out.splitlines()
    low, middle, high = (float(cell) for cell in rows[1].split(",")[1:])
    assert status == 0
    assert rows[0] == "time_min,q05,q50,q95"
    assert low < middle < high
    assert middle == pytest.approx(288.742, rel=0.05)


def test_the_same_seed_prints_the_same_band(capsys: pytest.CaptureFixture[str]) -> None:
    printed = []
    for _ in range(2):
        run(["--model", "perezruixo_2021", "--population", "50", "--seed", "9", *SHORT])
        printed.append(capsys.readouterr().out)

    assert printed[0] == printed[1]


def test_comparing_all_leads_with_the_model_and_halves_the_dose_for_s(capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["--compare", "all", *SHORT])

    rows = [row.split(",") for row in capsys.readouterr().out.splitlines()]
    peaks = {model: float(concentration) for model, time, concentration in rows[1:] if time == "40"}
    assert status == 0
    assert rows[0] == ["model", "time_min", "conc_ng_ml"]
    assert list(peaks) == list(MODELS)
    assert peaks["kamp_2020"] == pytest.approx(253.052, rel=1e-5)
    assert peaks["simons_2022"] == pytest.approx(288.742 / 2, rel=1e-5)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--model", "kamp_2020", "--analyte", "norketamine"], "kamp_2020 has no 'norketamine'"),
        (["--model", "kamp_2020", "--population", "10", "--seed", "1"], "no published variability"),
        (["--model", "simons_2022", "--population", "10"], "--population needs --seed"),
        (["--model", "simons_2022", "--population", "1", "--seed", "1"], "ask for 2 people or more"),
        (["--model", "simons_2022", "--population", "10", "--seed", "-1"], "seed -1"),
        (["--compare", "kamp_2020,nobody"], "no model 'nobody'"),
        (["--compare", "all", "--model", "kamp_2020"], "not allowed with"),
        ([], "one of the arguments --model --compare is required"),
    ],
)
def test_it_refuses_in_one_line(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = run([*arguments, *SHORT])

    printed = capsys.readouterr()
    assert (status, printed.out) == (2, "")
    assert says in printed.err
    assert printed.err.count("\n") == 1
