"""The questions of an assessment by topic, in the order they are asked. The facts are the pathway's own."""

from django.utils.translation import gettext_noop as _

# anchor: (title, facts)
TOPICS: dict[str, tuple[str, tuple[str, ...]]] = {
    "body": (
        _("Body and strength"),
        (
            "weight_kg", "height_cm", "asa_class", "resting_sys_mmhg", "resting_dia_mmhg", "obstructive_sleep_apnoea",
            "home_oxygen", "predicted_hard_airway", "current_cystitis", "unexplained_urinary_symptoms",
            "hyperthyroidism", "porphyria",
        ),
    ),
    "heart": (
        _("Heart and vessels"),
        (
            "aortic_dissection_or_aneurysm", "intracranial_aneurysm_or_avm", "recent_stroke_or_intracranial_bleed",
            "recent_cerebral_trauma", "unstable_angina", "recent_myocardial_infarction",
            "severe_coronary_or_myocardial_disease", "decompensated_heart_failure",
            "poorly_controlled_cardiovascular_disease", "stable_ischaemic_disease", "arrhythmia",
            "severe_tachyarrhythmia", "valve_disease", "pacemaker", "phaeochromocytoma",
        ),
    ),
    "head": (
        _("Head and eyes"),
        (
            "raised_intracranial_pressure", "intracranial_mass", "hydrocephalus", "open_globe", "acute_angle_closure",
            "treated_chronic_glaucoma", "epilepsy", "low_seizure_threshold",
        ),
    ),
    "mind": (
        _("Mind"),
        (
            "active_psychosis", "active_mania", "delirium", "schizophrenia_spectrum_history", "bipolar_disorder",
            "ptsd", "bad_dissociative_reaction_before", "phq9_item9", "clinician_suicide_concern",
            "suicide_safety_screen",
        ),
    ),
    "liver": (
        _("Liver"),
        (
            "liver_disease", "viral_hepatitis", "alcohol_misuse", "child_pugh", "alt_x_uln", "ast_x_uln", "alp_x_uln",
            "ggt_x_uln", "bilirubin_x_uln",
        ),
    ),
    "substances": (
        _("Alcohol, opioids and other drugs"),
        (
            "opioid_mme_per_day", "regular_alcohol", "active_substance_use_disorder", "past_ketamine_or_pcp_misuse",
            "other_ketamine", "other_ketamine_days_ago",
        ),
    ),
    "pregnancy": (
        _("Pregnancy"),
        ("childbearing_potential", "pregnancy_test_today", "pre_eclampsia_or_eclampsia", "breastfeeding"),
    ),
    "deciding": (_("Deciding"), ("has_capacity",)),
}  # fmt: skip
QUESTIONS = frozenset(fact for _title, facts in TOPICS.values() for fact in facts)
"""Every fact that is asked for; the rest is read from other rows."""
