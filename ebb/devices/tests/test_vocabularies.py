from collections import defaultdict
from importlib import import_module
from pathlib import Path

import pytest

from ebb.devices import vocabulary
from ebb.devices.columns import COLUMNS
from ebb.devices.separators import STANDARD
from ebb.devices.vocabulary import MDC, MDIL, VOCABULARIES
from ebb.devices.vocabulary.labels import COLUMNS_BY_LABEL
from ebb.devices.vocabulary.matching import MatchedTerm, Unmatched, match
from ebb.devices.vocabulary.terms import Vocabulary, plain
from ebb.devices.vocabulary.units import ACCEPTED


def column(identifier: str, unit: str = "") -> str:
    found = match(identifier, unit, STANDARD)
    return found.column if isinstance(found, MatchedTerm) else f"unmatched: {found.reason}"


@pytest.mark.parametrize(
    ("identifier", "unit", "expected"),
    [
        ("147842^MDC_ECG_HEART_RATE^MDC", "264864^MDC_DIM_BEAT_PER_MIN^MDC", "hr_per_min"),
        ("149530^MDC_PULS_OXIM_PULS_RATE^MDC", "264864^MDC_DIM_BEAT_PER_MIN^MDC", "pulse_per_min"),
        ("149522^MDC_PULS_RATE^MDC", "264864^MDC_DIM_BEAT_PER_MIN^MDC", "pulse_per_min"),
        ("150456^MDC_PULS_OXIM_SAT_O2^MDC", "262688^MDC_DIM_PERCENT^MDC^%^%^UCUM", "spo2_percent"),
        ("150456^SpO₂^MDC", "%", "spo2_percent"),
        ("151594^MDC_CO2_RESP_RATE^MDC", "264928^MDC_DIM_RESP_PER_MIN^MDC", "rr_per_min"),
        ("150023^MDC_PRESS_BLD_NONINV_MEAN^MDC", "266016^MDC_DIM_MMHG^MDC", "nibp_mean_mmhg"),
        ("150034^MDC_PRESS_BLD_ART_DIA^MDC", "mm[Hg]^mm[Hg]^UCUM", "abp_dia_mmhg"),
        ("150037^MDC_PRESS_BLD_ART_ABP_SYS^MDC", "kPa", "abp_sys_mmhg"),
        ("151708^MDC_CONC_AWAY_CO2_ET^MDC", "266016^MDC_DIM_MMHG^MDC", "etco2_mmhg"),
        ("150388^MDC_TEMP_SKIN^MDC", "268192^MDC_DIM_DEGC^MDC", "temp_c"),
        ("0002-4182^HR^MDIL", "0004-0aa0^bpm^MDIL", "hr_per_min"),
        ("0002-4BB8^SpO2^MDIL", "0004-0220^%^MDIL", "spo2_percent"),
        ("0002-5000^Resp^MDIL", "0004-0ae0^rpm^MDIL", "rr_per_min"),
        ("0002-4a06^NBPd^MDIL", "0004-0f20^mmHg^MDIL", "nibp_dia_mmhg"),
        ("8867-4^Heart rate^LN", "{beats}/min", "hr_per_min"),
        ("59408-5^Oxygen saturation by Pulse oximetry^LN", "%", "spo2_percent"),
        ("9279-1^Respiratory rate^LN", "/min", "rr_per_min"),
        ("8480-6^Systolic blood pressure^LN", "mm[Hg]", "nibp_sys_mmhg"),
        ("8310-5^Body temperature^LN", "Cel", "temp_c"),
        ("8480-6^Systolic BP^LN^150033^MDC_PRESS_BLD_ART_SYS^MDC", "mmHg", "abp_sys_mmhg"),
        ("150022^MDC_PRESS_BLD_NONINV_DIA^MDC^8462-4^Diastolic^LN", "mmHg", "nibp_dia_mmhg"),
        ("8867-4^Heart rate^LN^149530^MDC_PULS_OXIM_PULS_RATE^MDC", "bpm", "pulse_per_min"),
        ("SPO2^own^99MAKER^150456^MDC_PULS_OXIM_SAT_O2^MDC", "%", "spo2_percent"),
        ("MDC_PULS", "bpm", "pulse_per_min"),
        ("^MDC_PULS^MDC", "bpm", "pulse_per_min"),
        ("MDC_ECG_HEART_RATE^MDC", "bpm", "hr_per_min"),
        ("147842", "bpm", "hr_per_min"),
        ("147842^MDC_ECG_HEART_RATE^MDC", "", "hr_per_min"),
        ("150344^MDC_TEMP^MDC", "268224^MDC_DIM_FAHR^MDC", "temp_c"),
    ],
)
def test_it_knows_the_reading(identifier: str, unit: str, expected: str) -> None:
    assert column(identifier, unit) == expected


@pytest.mark.parametrize(
    ("identifier", "unit", "reason"),
    [
        (
            "150456^MDC_PULS_OXIM_SAT_O2^MDC",
            "266016^MDC_DIM_MMHG^MDC",
            "spo2_percent is never measured in MDC_DIM_MMHG",
        ),
        ("150456^EtCO2^MDC", "266016^MDC_DIM_MMHG^MDC", "is named EtCO2"),
        ("150456^EtCO2^MDC", "", "is named EtCO2"),
        ("150456^Perfusion^MDC", "%", "is named Perfusion"),
        ("150031^MDC_PRESS_CUFF_SYS^MDC", "mmHg", "MDC_PRESS_CUFF_SYS is not coded 150031"),
        ("MDC_PULS^SpO2", "bpm", "MDC_PULS beside the name SpO2"),
        ("147842^MDC_ECG_HEART_RATE^MDC", "264928^MDC_DIM_RESP_PER_MIN^MDC", "never measured in MDC_DIM_RESP_PER_MIN"),
        ("0002-4bb8^SpO2^MDIL", "0004-0aa0^%^MDIL", "coded 0004-0aa0 but written %"),
        ("151708^MDC_CONC_AWAY_CO2_ET^MDC", "%", "etco2_mmhg is never measured in %"),
        ("150344^MDC_TEMP^MDC", "K", "the unit K is not known"),
        ("8480-6^Systolic^LN^150022^MDC_PRESS_BLD_NONINV_DIA^MDC", "mmHg", "means nibp_dia_mmhg but 8480-6 beside it"),
        ("59408-5^end-tidal CO2^LN", "%", "is named end-tidal CO2"),
        ("150087^MDC_PRESS_BLD_VEN_CENT_MEAN^MDC", "mmHg", "150087 (MDC) is none of the readings"),
        ("2453^OWN_POSITION^99MAKER", "", "2453 (99MAKER) is none of the readings"),
        ("", "", "an empty code (no coding system)"),
    ],
)
def test_where_code_name_and_unit_do_not_agree_it_says_why(identifier: str, unit: str, reason: str) -> None:
    assert reason in column(identifier, unit)


def test_an_unmatched_identifier_keeps_what_was_sent() -> None:
    found = match("99^Own \\T\\ odd^99MAKER", "5^furlong^X", STANDARD)

    assert found == Unmatched("99", "Own & odd", "furlong", "99 (99MAKER) is none of the readings charted")


def test_an_overlong_identifier_is_matched_but_not_remembered() -> None:
    assert "none of the readings" in column("x" * 100_000)


@pytest.mark.parametrize(
    ("identifier", "unit", "number", "converted"),
    [
        ("150344^MDC_TEMP^MDC", "266560^MDC_DIM_FAHR^MDC", 98.6, 37.0),
        ("0002-4a05^NBPs^MDIL", "0004-0f03^kPa^MDIL", 16, 120.0),
        ("0002-4a05^NBPs^MDIL", "0004-0f20^mmHg^MDIL", 120, 120),
    ],
)
def test_kilopascal_and_fahrenheit_come_into_the_charted_unit(
    identifier: str, unit: str, number: float, converted: float
) -> None:
    found = match(identifier, unit, STANDARD)

    assert isinstance(found, MatchedTerm)
    assert found.convert(number) == converted


FOLDER = Path(vocabulary.__file__).parent
EACH = pytest.mark.parametrize("voc", VOCABULARIES, ids=lambda voc: voc.systems[0])


def test_each_file_of_a_vocabulary_is_in_the_list() -> None:
    modules = [import_module(f"{vocabulary.__name__}.{file.stem}") for file in FOLDER.glob("[!_]*.py")]
    made = [one for module in modules for one in vars(module).values() if isinstance(one, Vocabulary)]

    assert {voc.systems for voc in made} == {voc.systems for voc in VOCABULARIES}


@EACH
def test_every_term_fills_a_charted_column_and_agrees_with_its_own_name(voc: Vocabulary) -> None:
    for system in voc.systems:
        found = [column(f"{term.code}^{term.name}^{system}") for term in voc.terms]

        assert found == [term.column for term in voc.terms]


@EACH
def test_every_term_is_read_in_its_own_unit(voc: Vocabulary) -> None:
    for term in voc.terms:
        for unit in ACCEPTED[term.column].keys() & voc.units.keys():
            assert column(f"{term.code}^{term.name}^{voc.systems[0]}", voc.units[unit]) == term.column


@EACH
def test_every_code_stands_once(voc: Vocabulary) -> None:
    codes = [term.code.lower() for term in voc.terms]

    assert len(codes) == len(set(codes))


def test_no_name_means_one_column_here_and_another_there() -> None:
    columns: dict[str, set[str]] = defaultdict(set)
    for name, label_column in COLUMNS_BY_LABEL.items():
        columns[name].add(label_column)
    for voc in VOCABULARIES:
        for term in [] if voc.words else voc.terms:
            columns[plain(term.name)].add(term.column)

    assert {name: found for name, found in columns.items() if len(found) > 1} == {}


@EACH
def test_an_invented_message_in_its_manner_is_read(voc: Vocabulary) -> None:
    manners = Path(__file__).with_name("test_makers_manners.py").read_text()

    assert any(f"^{system}|" in manners for system in voc.systems)


@pytest.mark.parametrize("voc", [MDC, MDIL])
def test_it_can_be_sent_in(voc: Vocabulary) -> None:
    assert {term.column for term in voc.terms} == set(COLUMNS)
    assert {next(iter(ACCEPTED[name])) for name in COLUMNS} <= voc.units.keys()
