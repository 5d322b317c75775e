"""What the public pages say rests on these; each was read at least as abstract, label section or excerpt."""

from collections.abc import Iterable

from ebb.pharmacology import MODELS

MODEL_SOURCES = {model.citation.id: model.citation.text for model in MODELS.values()}

SOURCES: dict[str, str] = {
    **MODEL_SOURCES,
    "S1": "Cohen SP et al. 2018. Consensus on ketamine infusions for chronic pain. Reg Anesth Pain Med 43:521.",
    "S3": "US label for ketamine injection, revised 2020 to 2024.",
    "S4": "UK product information for Ketalar, 2019.",
    "S6": "US label for ketamine injection, older text: advice on driving and on going home.",
    "S7": "Tankha H et al. 2025. Five days of infusions, 1034 people, no comparison group. Reg Anesth Pain Med.",
    "S8": "Ferraro MC et al. 2025. Cochrane review CD015373: 67 trials, 2309 people, all drugs of this kind.",
    "S9": "Orhurhu V et al. 2019. Pooled result of seven trials, 211 people. Anesth Analg 129:241.",
    "S11": "Sigtermans MJ et al. 2009. Trial in complex regional pain syndrome. Pain 145:304.",
    "S12": "Schwartzman RJ et al. 2009. Trial in complex regional pain syndrome, 4 hours a day for 10 days. Pain.",
    "S14": "Goldberg ME et al. 2010. Five-day infusions, 16 people, no comparison group. Pain Physician 13:379.",
    "S15": "Noppers I et al. 2011. Trial in fibromyalgia. Eur J Pain 15:942.",
    "S19": "Patil S, Anitescu M 2012. 49 people, 369 infusions. Pain Med 13:263.",
    "S22": "Yale series 2024. 2342 infusions given for depression. Gen Hosp Psychiatry.",
    "S26": "Rodrigues NB et al. 2022. 203 adults treated for depression, clinic in Canada.",
    "S27": "Feifel D et al. 2020. Survey of clinics, 6630 people. Pharmaceuticals 13:151.",
    "S28": "Japanese 15-year audit, 1985 sessions.",
    "S30": "Noppers IM et al. 2011. Liver tests during 100-hour infusions. Pain 152:2173.",
    "S32": "Lee C et al. 2025. Liver tests in 52 people with 4-hour sessions. Pain Physician 28:E255.",
    "S42": "Zanos P et al. 2018. Review, table 1, after Zarate 2006. Pharmacol Rev 70:621.",
    "S53": "American Society of Anesthesiologists 2018. Guideline on moderate sedation.",
    "S54": "American Society of Anesthesiologists 2017 and 2023. Guideline on fasting.",
    "S83": "Blue Cross Blue Shield of Alabama MP-446 (2024) and of Minnesota II-271.",
    "S84": "International Association for the Study of Pain: definition of chronic pain; ANZCA statement PS12.",
    "S96": "Dextromethorphan and temporal summation of second pain in man, 1994. Pain 59:165. Abstract.",
    "S99": "Ebert B et al. 1997. Rat brain and spinal cord. Eur J Pharmacol 333:99. Abstract.",
    "S100": "Stone JM et al. 2006. Tracer of the receptor, 10 volunteers. Nucl Med Biol 33:239. Abstract.",
    "S101": "van der Aart J et al. 2018. Newer tracer, 10 volunteers. EJNMMI Res 8:69. Abstract.",
    "S102": "Laurido C et al. 2001. Wind-up in rats. NeuroReport 12:1551. Abstract.",
    "S103": "Ketamine and the temporal summation of reflex and pain in humans, 2000. Anesth Analg 90:408. Abstract.",
    "S104": "Hughes AM et al. 2002. Wind-up of second pain, 12 men. Br J Clin Pharmacol 53:604. Abstract, in part.",
    "S105": "Dahan A et al. 2011. Model of pain and drug level in 60 people. Eur J Pain 15:258. Abstract.",
    "S106": "Tajerian M et al. 2015. Mice after a fracture. Anesthesiology 123:1435. Abstract.",
    "S107": "Moghaddam B et al. 1997. Rats. J Neurosci 17:2921. Abstract.",
    "S108": "Ketamine and anterior cingulate glutamate in healthy humans, 4-T proton MRS. PubMed 15677610. Abstract.",
    "S109": "Taylor MJ et al. 2011. 17 volunteers. J Psychopharmacol, doi 10.1177/0269881111405359. Abstract.",
    "S110": "Zarate CA et al. 2006. Memantine trial, 32 people. Am J Psychiatry 163:153. Abstract.",
    "S111": "Antidepressant effects of ketamine: role of AMPA receptors, mice. PubMed 17643398. Abstract.",
    "S112": "AMPA receptors, mTOR and BDNF, rats. Eur Psychiatry, doi 10.1016/j.eurpsy.2013.10.005. Abstract.",
    "S113": "Li N et al. 2010. Rats. Science 329:959. Abstract.",
    "S114": "Moda-Sava RN et al. 2019. Mice. Science 364:eaat8078. Abstract.",
    "S115": "Ketamine and synaptic density (SV2A), a scan. Mol Psychiatry, doi 10.1038/s41380-022-01465-2. Abstract.",
    "S116": "Abdallah CG et al. 2020. Rapamycin first, 20 people. Neuropsychopharmacology, PMC7162891. Abstract.",
    "S117": "Murrough JW et al. 2013. Trial at two sites. Meeting abstract.",
    "S118": "Lii TR et al. 2023. Trial during surgery, 40 people. Nat Ment Health 1:876. Abstract.",
    "S119": "Jelovac A et al. 2025. KARMA-Dep 2 trial, 65 people. JAMA Psychiatry. Abstract.",
    "S120": "Wang J et al. 2011. Rats with nerve injury. Anesthesiology 115:812. Abstract.",
    "S121": "Ketamine and an opioid blocker, 2018. Am J Psychiatry, doi 10.1176/appi.ajp.2018.18020138. Abstract.",
    "S122": "Yoon G et al. 2025. Naltrexone trial. Int J Neuropsychopharmacol, doi 10.1093/ijnp/pyaf056. Abstract.",
    "S123": "Naloxone and ketamine-induced effects in humans, 1999. Anesthesiology 90:1539. Abstract.",
    "S124": "Yang C et al. 2019. Review of ketamine, its halves and products. Transl Psychiatry 9:280. Abstract.",
}


def number(source: str) -> str:
    """The number a reader sees for a source: S8 is 8."""
    return source.removeprefix("S")


def listed(sources: Iterable[str]) -> list[tuple[str, str, str]]:
    """(id, number, text) of each source, in order of number."""
    return [(source, number(source), SOURCES[source]) for source in sorted(sources, key=lambda each: int(number(each)))]
