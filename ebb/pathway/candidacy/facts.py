"""What may be known of a patient when candidacy is judged. Every fact may be missing; missing is not known.

Facts come from outside as a JSON object, checked key by key; the JSON Schema describes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

Numbers = tuple[float, float]


def _flag(title: str) -> Any:
    return field(default=None, metadata={"title": title, "kind": "boolean", "example": False})


def _number(title: str, lowest: float, highest: float, example: float, *, unit: str = "", whole: bool = False) -> Any:
    about = {"title": title, "kind": "integer" if whole else "number", "range": (lowest, highest), "unit": unit}
    return field(default=None, metadata={**about, "example": example})


def _choice(title: str, *values: str, example: str) -> Any:
    return field(default=None, metadata={"title": title, "kind": "string", "values": values, "example": example})


def _text(title: str, example: str) -> Any:
    return field(default=None, metadata={"title": title, "kind": "string", "example": example})


def _texts(title: str) -> Any:
    return field(default=None, metadata={"title": title, "kind": "array", "example": ()})


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One patient's facts; None is not known. Texts in lists are free text as somebody wrote it."""

    age_years: float | None = _number("age", 0, 130, 44)
    height_cm: float | None = _number("height", 30, 280, 170, unit="cm")
    weight_kg: float | None = _number("weight", 1, 1000, 70, unit="kg")
    asa_class: int | None = _number("ASA physical status", 1, 5, 2, whole=True)
    resting_sys_mmhg: float | None = _number("resting systolic pressure", 20, 350, 124, unit="mmHg")
    resting_dia_mmhg: float | None = _number("resting diastolic pressure", 10, 250, 78, unit="mmHg")

    allergies: tuple[str, ...] | None = _texts("allergies")
    medicines: tuple[str, ...] | None = _texts("medicines taken")
    medicines_reviewed: tuple[str, ...] | None = _texts("medicine texts a clinician read and found harmless here")
    opioid_mme_per_day: float | None = _number("opioid dose in morphine milligrams a day", 0, 20_000, 0, unit="mg")

    aortic_dissection_or_aneurysm: bool | None = _flag("aortic dissection or aneurysm")
    intracranial_aneurysm_or_avm: bool | None = _flag("intracranial aneurysm or vessel malformation")
    recent_stroke_or_intracranial_bleed: bool | None = _flag("recent stroke or intracranial bleed")
    recent_cerebral_trauma: bool | None = _flag("recent cerebral trauma")
    unstable_angina: bool | None = _flag("unstable angina")
    recent_myocardial_infarction: bool | None = _flag("recent myocardial infarction")
    severe_coronary_or_myocardial_disease: bool | None = _flag("severe coronary or myocardial disease")
    decompensated_heart_failure: bool | None = _flag("decompensated heart failure")
    poorly_controlled_cardiovascular_disease: bool | None = _flag("poorly controlled cardiovascular disease")
    stable_ischaemic_disease: bool | None = _flag("stable ischaemic heart disease")
    arrhythmia: bool | None = _flag("arrhythmia")
    valve_disease: bool | None = _flag("valve disease")
    pacemaker: bool | None = _flag("pacemaker")
    severe_tachyarrhythmia: bool | None = _flag("severe tachyarrhythmia")
    phaeochromocytoma: bool | None = _flag("phaeochromocytoma")

    childbearing_potential: bool | None = _flag("childbearing potential")
    pregnancy_test_today: str | None = _choice(
        "pregnancy test today", "negative", "positive", "refused", "not done", example="not done"
    )
    pre_eclampsia_or_eclampsia: bool | None = _flag("pre-eclampsia or eclampsia")
    breastfeeding: bool | None = _flag("breastfeeding")

    active_psychosis: bool | None = _flag("active psychosis")
    active_mania: bool | None = _flag("active mania")
    delirium: bool | None = _flag("delirium")
    schizophrenia_spectrum_history: bool | None = _flag("schizophrenia-spectrum disorder in the past")
    bipolar_disorder: bool | None = _flag("bipolar disorder")
    ptsd: bool | None = _flag("post-traumatic stress disorder")
    bad_dissociative_reaction_before: bool | None = _flag("bad dissociative reaction before")
    phq9_item9: int | None = _number("answer to PHQ-9 item 9", 0, 3, 0, whole=True)
    clinician_suicide_concern: bool | None = _flag("a clinician's concern about suicide")
    suicide_safety_screen: str | None = _choice(
        "safety screen of the same day", "not done", "low", "moderate", "high", example="not done"
    )

    liver_disease: bool | None = _flag("liver disease")
    viral_hepatitis: bool | None = _flag("viral hepatitis")
    alcohol_misuse: bool | None = _flag("alcohol misuse")
    child_pugh: str | None = _choice("Child-Pugh class", "A", "B", "C", example="A")
    alt_x_uln: float | None = _number("ALT in multiples of the upper normal limit", 0, 1000, 0.6, unit="× ULN")
    ast_x_uln: float | None = _number("AST in multiples of the upper normal limit", 0, 1000, 0.6, unit="× ULN")
    alp_x_uln: float | None = _number("ALP in multiples of the upper normal limit", 0, 1000, 0.6, unit="× ULN")
    ggt_x_uln: float | None = _number("GGT in multiples of the upper normal limit", 0, 1000, 0.6, unit="× ULN")
    bilirubin_x_uln: float | None = _number(
        "bilirubin in multiples of the upper normal limit", 0, 1000, 0.6, unit="× ULN"
    )

    raised_intracranial_pressure: bool | None = _flag("raised intracranial pressure")
    intracranial_mass: bool | None = _flag("intracranial mass lesion")
    hydrocephalus: bool | None = _flag("hydrocephalus")
    open_globe: bool | None = _flag("open globe injury")
    acute_angle_closure: bool | None = _flag("acute angle closure")
    treated_chronic_glaucoma: bool | None = _flag("treated chronic glaucoma")
    epilepsy: str | None = _choice("epilepsy", "none", "controlled", "uncontrolled", example="none")
    low_seizure_threshold: bool | None = _flag("low seizure threshold")

    active_substance_use_disorder: bool | None = _flag("active substance use disorder")
    intoxicated_today: bool | None = _flag("acute intoxication today")
    alcohol_today: bool | None = _flag("alcohol today")
    street_drugs_since_yesterday: bool | None = _flag("cocaine, MDMA or amphetamine today or yesterday")
    regular_alcohol: bool | None = _flag("regular alcohol")
    past_ketamine_or_pcp_misuse: bool | None = _flag("past misuse of ketamine or PCP")
    other_ketamine: bool | None = _flag("ketamine from another source")
    other_ketamine_days_ago: float | None = _number("days since ketamine from another source", 0, 40_000, 400, unit="d")

    hyperthyroidism: str | None = _choice("hyperthyroidism", "none", "controlled", "uncontrolled", example="none")
    porphyria: bool | None = _flag("porphyria")
    obstructive_sleep_apnoea: bool | None = _flag("obstructive sleep apnoea")
    home_oxygen: bool | None = _flag("oxygen at home")
    predicted_hard_airway: bool | None = _flag("predicted hard airway")
    acute_respiratory_infection: bool | None = _flag("acute respiratory infection")
    fever_today: bool | None = _flag("fever today")
    vomiting_today: bool | None = _flag("vomiting today")
    unwell_since_last_visit: bool | None = _flag("drowsy or newly unwell since the last visit")
    current_cystitis: bool | None = _flag("current cystitis")
    unexplained_urinary_symptoms: bool | None = _flag("unexplained urgency, frequency or blood in urine")

    has_capacity: bool | None = field(
        default=None, metadata={"title": "capacity to consent", "kind": "boolean", "example": True}
    )
    consent_current_version: str | None = _text("version of the consent text in use", "1")
    consent_signed_version: str | None = _text("version the patient signed, empty for none", "1")
    escort_confirmed: bool | None = field(
        default=None, metadata={"title": "responsible adult escort", "kind": "boolean", "example": True}
    )
    hours_since_clear_fluid: float | None = _number("hours since clear fluid", 0, 1000, 4)
    hours_since_solid_food: float | None = _number("hours since solid food", 0, 1000, 12)
    last_meal: str | None = _choice("last meal", "light", "full", example="full")


FIELDS = {one.name: one for one in fields(Facts)}


def title(name: str) -> str:
    """What a fact is called in a sentence."""
    return str(FIELDS[name].metadata["title"])


class FactsError(Exception):
    """The facts cannot be judged as given; the message is one line."""


class UnknownKey(FactsError):
    def __init__(self, key: str) -> None:
        super().__init__(f"there is no fact called {key!r}; `ebb assess --schema` lists them")


class ImpossibleValue(FactsError):
    def __init__(self, key: str, value: object, wanted: str) -> None:
        super().__init__(f"{key} is {value!r}; it must be {wanted}")


def from_json(content: Any) -> Facts:
    """The facts of one object; an absent key, or null, is not known."""
    if not isinstance(content, Mapping):
        raise ImpossibleValue("the file", type(content).__name__, "one JSON object")
    for key in content:
        if key not in FIELDS:
            raise UnknownKey(key)
    given = {key: _checked(key, value) for key, value in content.items() if value is not None}
    systolic, diastolic = given.get("resting_sys_mmhg"), given.get("resting_dia_mmhg")
    if systolic is not None and diastolic is not None and systolic <= diastolic:
        raise ImpossibleValue("resting_dia_mmhg", diastolic, "below resting_sys_mmhg")
    return Facts(**given)


def _checked(key: str, value: Any) -> Any:
    about = FIELDS[key].metadata
    match about["kind"]:
        case "boolean":
            if not isinstance(value, bool):
                raise ImpossibleValue(key, value, "true or false")
        case "number" | "integer":
            return _checked_number(key, value, about)
        case "string":
            values = about.get("values")
            if not isinstance(value, str):
                raise ImpossibleValue(key, value, "a text")
            if values and value not in values:
                raise ImpossibleValue(key, value, f"one of {', '.join(values)}")
        case _:
            if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
                raise ImpossibleValue(key, value, "a list of texts")
            return tuple(value)
    return value


def _checked_number(key: str, value: Any, about: Mapping[str, Any]) -> float:
    lowest, highest = about["range"]
    whole = about["kind"] == "integer"
    wanted = f"a {'whole ' if whole else ''}number from {lowest:g} to {highest:g}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ImpossibleValue(key, value, wanted)
    if not lowest <= value <= highest or (whole and value != int(value)):
        raise ImpossibleValue(key, value, wanted)
    return int(value) if whole else value


def schema() -> dict[str, Any]:
    """The JSON Schema of the facts; its example is a patient in whom nothing was found."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Facts for candidacy",
        "description": "An absent key, or null, means not known. It never means no.",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _property(dict(one.metadata)) for name, one in FIELDS.items()},
        "examples": [example()],
    }


def example() -> dict[str, Any]:
    """Facts of a patient in whom everything was asked and nothing found."""
    examples = {name: one.metadata["example"] for name, one in FIELDS.items()}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in examples.items()}


def _property(about: dict[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {"title": about["title"], "type": [about["kind"], "null"]}
    if "range" in about:
        described["minimum"], described["maximum"] = about["range"]
    if "values" in about:
        described["enum"] = [*about["values"], None]
    if about["kind"] == "array":
        described["items"] = {"type": "string", "minLength": 1}
    return described
