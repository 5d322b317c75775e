"""Write docs/models: a card for each kinetic model with its curve, and how far they disagree; all from the data."""

from collections.abc import Iterable
from pathlib import Path

from ebb.pharmacology import (
    MODELS,
    Model,
    Participant,
    Regimen,
    SimulationResult,
    Value,
    population,
    simulate,
    validity,
)
from ebb.pharmacology.result import figure_of
from ebb.pharmacology.simulation import DRUG_NAMES

FOLDER = Path(__file__).parents[1] / "docs" / "models"

PATIENT = Participant(weight_kg=70, age_y=40)
ORDER = Regimen.parse("infusion 0.75 mg/kg/h 0-40 min")
IN_WORDS = "0.5 mg/kg over 40 min, 70 kg, 40 years"
DRAWN_MIN = range(0, 301, 2)
TABLE_MIN = (10, 20, 40, 60, 120, 240)
BAND_OF, SEED = 1000, 1
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def files() -> dict[str, str]:
    """Every file of the folder that is written here, by its name."""
    written = {
        "README.md": overview(),
        "disagreement.svg": figure_of([result(model) for model in MODELS.values()]).svg("print"),
    }
    for model in MODELS.values():
        written[f"{model.id}.md"] = card(model)
        written[f"{model.id}.svg"] = curve(model).plot()
    return written


def given(model: Model) -> Regimen:
    """The order in the drug the model is of: half of a racemic dose is S-ketamine."""
    return ORDER.s_part() if model.drug == "S" else ORDER


def result(model: Model, times_min: Iterable[float] = DRAWN_MIN) -> SimulationResult:
    return simulate(model, given(model), PATIENT, list(times_min))


def curve(model: Model) -> SimulationResult:
    """With its band where people's differences were published."""
    if model.omega is None:
        return result(model)
    return population(model, given(model), PATIENT, list(DRAWN_MIN), people=BAND_OF, seed=SEED)


def card(model: Model) -> str:
    parts = [
        f"# {model.title}",
        f"`{model.id}`: {DRUG_NAMES[model.drug]}, {model.sampling} samples. {model.population}.",
        f"Source: {model.source}" + (f", doi {model.doi}." if model.doi else "; no doi was seen."),
        studied(model),
        f"## {IN_WORDS}",
        f"![Rate and predicted concentration over five hours]({model.id}.svg)",
        concentrations([model]),
        f"Drawn: the median and 90 % of {BAND_OF} people who differ as published, seed {SEED}."
        if model.omega
        else "How people differ was not published where we could see it, so there is no band.",
        "## Its numbers",
        numbers(model),
        "## Held against measurements",
        checks(model),
        "## Mind",
        "\n".join(f"- {caution}" for caution in model.cautions) or "Nothing beyond the above.",
    ]
    return "\n\n".join(parts) + "\n"


def studied(model: Model) -> str:
    spans = {"age": model.studied.age_y, "weight": model.studied.weight_kg, "infusion": model.studied.infusion_min}
    texts = [
        f"- {name}: {span} ({span.source}) [{span.mark}]" if span else f"- {name}: not stated in any source seen"
        for name, span in spans.items()
    ]
    return "\n".join(["Studied in:", "", *texts])


def concentrations(models: Iterable[Model]) -> str:
    """One row an analyte of each model, ng/mL."""
    rows = [
        (f"`{each.model.id}`", basis.removeprefix("ng/mL of "), *(f"{value:.1f}" for value in each.of(analyte)[0]))
        for each in (result(model, TABLE_MIN) for model in models)
        for analyte, basis in each.basis.items()
    ]
    return _table(("model", "ng/mL of", *(f"{minute} min" for minute in TABLE_MIN)), rows)


def numbers(model: Model) -> str:
    """Parameters and variability; sources are numbered, since most numbers share one."""
    sources = list(dict.fromkeys(value.source for value in model.numbers))

    def origin(value: Value) -> tuple[str, str]:
        return value.mark, str(1 + sources.index(value.source))

    def row(name: str, value: Value) -> tuple[str, ...]:
        growth = model.allometry.get(name)
        exponent = f"{growth.x:g} [{', '.join(origin(growth))}]" if growth else ""
        return name, _number(value), exponent, *origin(value)

    sizes = [row(name, value) for name, value in model.parameters.items()]
    sizes += [
        row(f"{name} for each year above {slope.above.x:g} {slope.above.unit}", slope.per_year)
        for name, slope in model.aging.items()
    ]
    parts = [_table(("", "value", "times (weight / 70 kg) to the", "mark", "source"), sizes)]
    if model.omega:
        pairs = {" with ".join(pair): value for pair, value in model.omega.covariances.items()}
        spread = [(name, _number(value), *origin(value)) for name, value in {**model.omega.variances, **pairs}.items()]
        parts.append(_table(("differs between people", "variance of the logarithm, or CV", "mark", "source"), spread))
    notes = "\n".join(f"{place}. {source}" for place, source in enumerate(sources, 1))
    marks = "Marks: V seen in the source, V2 seen in another author's transcription, D our own."
    return "\n\n".join([*parts, marks, notes])


def checks(model: Model) -> str:
    found = validity(model)
    rows = [
        (
            _number(check.observation.measured),
            check.observation.people,
            f"{check.predicted:.0f}",
            f"{check.error_percent:+.1f} %",
            "yes" if check.independent else "no, the model was made from it",
            "; ".join(check.caveats),
            f"{check.observation.measured.source} [{check.observation.measured.mark}]",
        )
        for check in found.checks
    ]
    medians = (
        "Too few independent measurements for a median error."
        if found.mdpe_percent is None or found.mdape_percent is None
        else f"MDPE {found.mdpe_percent:+.0f} %, MDAPE {found.mdape_percent:.0f} %."
    )
    head = ("measured", "whom", "predicted", "error", "independent", "caveats", "source")
    return "\n\n".join([f"{found.summary.capitalize()}. {medians}", *([_table(head, rows)] if rows else [])])


def overview() -> str:
    racemic, s_half = (
        [float(result(model, [40]).cp_ng_ml[0, 0]) for model in MODELS.values() if model.drug == drug]
        for drug in ("racemic", "S")
    )
    rows = [
        (
            f"[{model.id}]({model.id}.md)",
            DRUG_NAMES[model.drug],
            model.sampling,
            model.population,
            validity(model).summary,
        )
        for model in MODELS.values()
    ]
    all_models, racemic_models, s_models = (COUNTS[len(each)] for each in (MODELS, racemic, s_half))
    return f"""# The models, and how far they disagree

A model is a summary of a few dozen people. Here are the {all_models} that ship, for one and the same order:
{IN_WORDS}. None is a measurement in anyone, and none may set a dose.
How to use them: [a tutorial](tutorial.md).

{_table(("model", "drug", "blood", "made from", "against measurements"), rows)}

![All {all_models} models over five hours, racemate and S-ketamine apart](disagreement.svg)

{concentrations(MODELS.values())}

At the end of the infusion the {racemic_models} racemic models say {_range(racemic)} ng/mL; one study of
this very dose measured 185 on average (its caveats stand on each card). The {s_models} models of S-ketamine, given the
S half, say {_range(s_half)} ng/mL of it. Were all 35 mg S-ketamine, they would say
{_range([2 * level for level in s_half])}.

## Why

- **Where the blood came from.** While the drug runs in, arterial blood holds more of it than venous blood of the arm:
  at 10 min the arterial model reads several times the venous ones, after two hours less than they do.
- **Which ketamine.** Racemate is half S, half R, and the body clears them differently. Ebb never mixes the two without
  an explicit conversion.
- **The first minutes.** A central volume of a few litres makes an absurd peak after a bolus, one of over a hundred
  cannot show the peak there is. Models are silent for as long after a bolus as their cards say.
- **Whom it was made from.** Young volunteers, patients, pooled studies; 20 minutes or three days. Outside of what was
  studied the curve is drawn differently and says why.
- **How the numbers reached us.** Most tables were seen in another author's transcription (mark V2), not in the paper.

A model of children was left out although it is often cited: for this dose in an adult it says 496 ng/mL, its clearance
being half of every other's. Reading it for an adult is the mistake this page is about.
"""


def _number(value: Value) -> str:
    return f"{value.x:g}" if value.unit == "1" else f"{value.x:g} {value.unit}"


def _range(levels: list[float]) -> str:
    return f"{min(levels):.0f} to {max(levels):.0f}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
