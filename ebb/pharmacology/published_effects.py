"""Published effects of ketamine. Research output beside a curve: never a dose, never a target."""

from ebb.pharmacology.effects import EffectSite, Emax, Linear, Receptor, SlowSite
from ebb.pharmacology.values import Value

SHAPE = Value(1.0, "1", "no steepness was seen in the source; 1 is taken", "D")
WHOLE = Value(1.0, "1", "the effect is told as a part of its largest", "D")

NAVARRETE = "Navarrete 2025, J Clin Monit Comput 39:349, preprint abstract; 20 people, 0.1 mg/kg"
analgesia_index_site = EffectSite(
    ke0=Value(0.238, "/min", f"{NAVARRETE}; 0.20 to 0.28", "V"),
    model_id="domino_1984",
    effect="analgesia nociception index",
)

OLOFSEN = "Olofsen 2012, abstract; 12 men, S-ketamine 20 mg/h"
acute_pain = Linear(
    name="change of acute pain",
    drug="S",
    unit="cm of VAS",
    slopes={
        "ketamine": Value(-3.8 / 100, "cm per ng/mL", f"{OLOFSEN}; -3.8 cm per 100 ng/mL at the effect site", "V"),
        "norketamine": Value(1.5 / 50, "cm per ng/mL", f"{OLOFSEN}; +1.5 cm per 50 ng/mL: it opposes", "V"),
    },
    doubts="Experimental pain in volunteers. Simons 2022 found no effect of norketamine, so its sign is disputed.",
)

SIMONS = "Simons 2022 part 2, Front Pain Res 3:946487, abstract"
_SIMONS_DOUBTS = "Volunteers; 237.73 g/mol turns nmol/mL into ng/mL. Analgesia of chronic pain was not studied."
antinociception_most_sensitive = Emax(
    name="relief of experimental pain, most sensitive test",
    drug="S",
    unit="part of the largest effect",
    emax=WHOLE,
    c50=Value(1.2 * 237.73, "ng/mL", f"{SIMONS}; 1.2 nmol/mL", "V"),
    gamma=SHAPE,
    doubts=_SIMONS_DOUBTS,
)
antinociception_least_sensitive = Emax(
    name="relief of experimental pain, least sensitive test",
    drug="S",
    unit="part of the largest effect",
    emax=WHOLE,
    c50=Value(1.7 * 237.73, "ng/mL", f"{SIMONS}; 1.7 nmol/mL", "V"),
    gamma=SHAPE,
    doubts=_SIMONS_DOUBTS,
)
drug_high = Emax(
    name="feeling high",
    drug="S",
    unit="part of the largest effect",
    emax=WHOLE,
    c50=Value(0.3 * 237.73, "ng/mL", f"{SIMONS}; 0.3 nmol/mL", "V"),
    gamma=SHAPE,
    doubts=_SIMONS_DOUBTS,
)

SCHUTTLER = "Schuttler 1987, abstract"
_EEG_DOUBTS = "Anaesthetic concentrations, far above those for pain."
eeg_slowing_by_s = Emax(
    name="slowing of the EEG",
    drug="S",
    unit="Hz",
    emax=Value(8.3, "Hz", SCHUTTLER, "V"),
    c50=Value(800.0, "ng/mL", f"{SCHUTTLER}; 0.8 +/- 0.4, ug/mL", "V"),
    gamma=SHAPE,
    doubts=_EEG_DOUBTS,
)
eeg_slowing_by_racemate = Emax(
    name="slowing of the EEG",
    drug="racemic",
    unit="Hz",
    emax=Value(7.6, "Hz", SCHUTTLER, "V"),
    c50=Value(2000.0, "ng/mL", f"{SCHUTTLER}; 2.0 +/- 0.5, ug/mL", "V"),
    gamma=SHAPE,
    doubts=_EEG_DOUBTS,
)

DAHAN = "Dahan 2011, Eur J Pain 15:258, abstract; 30 people with CRPS, 100 h of S-ketamine"
crps_pain = SlowSite(
    name="relief of CRPS pain",
    drug="S",
    half_life=Value(10.9, "d", f"{DAHAN}; +/- 4.0, 5.3 to 20.5 days", "V"),
    c50=Value(10.5, "ng/mL", f"{DAHAN}; +/- 4.8, 4.4 to 21.2 ng/mL", "V"),
    responders=Value(0.67, "1", f"{DAHAN}; +/- 0.10", "V"),
    placebo=Value(0.23, "1", f"{DAHAN}; +/- 0.09", "V"),
    doubts=(
        "One study of one condition. Against it: Goldberg 2010 (16 people with CRPS, racemic 10-40 mg/h for 5 days) "
        "found that plasma ketamine and norketamine do not explain the response."
    ),
)

EBERT = "Ebert 1997, abstract; displacement of MK-801 in rat brain"
UNBOUND = "seen in another author's text only"
nmda_receptor = Receptor(
    name="NMDA receptor",
    ki={
        "S-ketamine": Value(0.3, "uM", EBERT, "V"),
        "R-ketamine": Value(1.4, "uM", EBERT, "V"),
        "S-norketamine": Value(1.7, "uM", EBERT, "V"),
        "R-norketamine": Value(13.0, "uM", EBERT, "V"),
    },
    unbound={"S-ketamine": Value(0.65, "1", UNBOUND, "V2"), "R-ketamine": Value(0.71, "1", UNBOUND, "V2")},
    doubts="Illustrative only: rat tissue, simple competition, and no measure of how much block relieves pain.",
)
