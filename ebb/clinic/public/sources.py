"""What the public pages say rests on these; each was read at least as abstract, label section or excerpt."""

from collections.abc import Iterable

SOURCES: dict[str, str] = {
    "S1": "Cohen SP et al. 2018. Consensus on ketamine infusions for chronic pain. Reg Anesth Pain Med 43:521.",
    "S3": "US label for ketamine injection, revised 2020 to 2024.",
    "S4": "UK product information for Ketalar, 2019.",
    "S6": "US label for ketamine injection, older text: advice on driving and on going home.",
    "S7": "Tankha H et al. 2025. Five days of infusions, 1034 people, no comparison group. Reg Anesth Pain Med.",
    "S8": "Ferraro MC et al. 2025. Cochrane review CD015373: 67 trials, 2309 people, all drugs of this kind.",
    "S9": "Orhurhu V et al. 2019. Pooled result of seven trials, 211 people. Anesth Analg 129:241.",
    "S11": "Sigtermans MJ et al. 2009. Trial in complex regional pain syndrome. Pain 145:304.",
    "S12": "Schwartzman RJ et al. 2009. Trial in complex regional pain syndrome, 4 hours a day for 10 days. Pain.",
    "S15": "Noppers I et al. 2011. Trial in fibromyalgia. Eur J Pain 15:942.",
    "S19": "Patil S, Anitescu M 2012. 49 people, 369 infusions. Pain Med 13:263.",
    "S22": "Yale series 2024. 2342 infusions given for depression. Gen Hosp Psychiatry.",
    "S26": "Rodrigues NB et al. 2022. 203 adults treated for depression, clinic in Canada.",
    "S27": "Feifel D et al. 2020. Survey of clinics, 6630 people. Pharmaceuticals 13:151.",
    "S28": "Japanese 15-year audit, 1985 sessions.",
    "S30": "Noppers IM et al. 2011. Liver tests during 100-hour infusions. Pain 152:2173.",
    "S32": "Lee C et al. 2025. Liver tests in 52 people with 4-hour sessions. Pain Physician 28:E255.",
    "S53": "American Society of Anesthesiologists 2018. Guideline on moderate sedation.",
    "S54": "American Society of Anesthesiologists 2017 and 2023. Guideline on fasting.",
    "S83": "Blue Cross Blue Shield of Alabama MP-446 (2024) and of Minnesota II-271.",
    "S84": "International Association for the Study of Pain: definition of chronic pain; ANZCA statement PS12.",
}


def number(source: str) -> str:
    """The number a reader sees for a source: S8 is 8."""
    return source.removeprefix("S")


def listed(sources: Iterable[str]) -> list[tuple[str, str, str]]:
    """(id, number, text) of each source, in order of number."""
    return [(source, number(source), SOURCES[source]) for source in sorted(sources, key=lambda each: int(number(each)))]
