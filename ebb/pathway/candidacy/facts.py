"""What may be known of a patient when candidacy is judged. Every fact may be missing; missing is not known."""

from dataclasses import dataclass, field, fields
from typing import Any

Numbers = tuple[float, float]


def _flag(title: str) -> Any:
    return field(default=None, metadata={"title": title, "kind": "boolean", "example": False})


def _number(title: str, lowest: float, highest: float, example: float, *, whole: bool = False) -> Any:
    kind = "integer" if whole else "number"
    return field(default=None, metadata={"title": title, "kind": kind, "range": (lowest, highest), "example": example})


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
    height_cm: float | None = _number("height", 30, 280, 170)
    weight_kg: float | None = _number("weight", 1, 1000, 70)
    asa_class: int | None = _number("ASA physical status", 1, 5, 2, whole=True)
    resting_sys_mmhg: float | None = _number("resting systolic pressure", 20, 350, 124)
    resting_dia_mmhg: float | None = _number("resting diastolic pressure", 10, 250, 78)

    allergies: tuple[str, ...] | None = _texts("allergies")
    medicines: tuple[str, ...] | None = _texts("medicines taken")
    medicines_reviewed: tuple[str, ...] | None = _texts("medicine texts a clinician read and found harmless here")
    opioid_mme_per_day: float | None = _number("opioid dose in morphine milligrams a day", 0, 20_000, 0)

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
    alt_x_uln: float | None = _number("ALT in multiples of the upper normal limit", 0, 1000, 0.6)
    ast_x_uln: float | None = _number("AST in multiples of the upper normal limit", 0, 1000, 0.6)
    alp_x_uln: float | None = _number("ALP in multiples of the upper normal limit", 0, 1000, 0.6)
    ggt_x_uln: float | None = _number("GGT in multiples of the upper normal limit", 0, 1000, 0.6)
    bilirubin_x_uln: float | None = _number("bilirubin in multiples of the upper normal limit", 0, 1000, 0.6)

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
    regular_alcohol: bool | None = _flag("regular alcohol")
    past_ketamine_or_pcp_misuse: bool | None = _flag("past misuse of ketamine or PCP")
    other_ketamine: bool | None = _flag("ketamine from another source")
    other_ketamine_days_ago: float | None = _number("days since ketamine from another source", 0, 40_000, 400)

    hyperthyroidism: str | None = _choice("hyperthyroidism", "none", "controlled", "uncontrolled", example="none")
    porphyria: bool | None = _flag("porphyria")
    obstructive_sleep_apnoea: bool | None = _flag("obstructive sleep apnoea")
    home_oxygen: bool | None = _flag("oxygen at home")
    predicted_hard_airway: bool | None = _flag("predicted hard airway")
    acute_respiratory_infection: bool | None = _flag("acute respiratory infection")
    fever_today: bool | None = _flag("fever today")
    vomiting_today: bool | None = _flag("vomiting today")
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
