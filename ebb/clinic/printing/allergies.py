"""What the file says about allergies. An empty list means none only after it was gone through with the patient."""

from django.utils.translation import gettext as _

from ebb.clinic.assessment.models import ListReviewed
from ebb.clinic.people.models import Patient


def allergies(patient: Patient) -> str:
    """Each with its reaction: penicillin (rash). Two queries at most."""
    lines = patient.allergy_lines.current()
    told = [f"{line.text} ({line.reaction})" if line.reaction else line.text for line in lines]
    if told:
        return ", ".join(told)
    asked = ListReviewed.objects.filter(patient=patient, subject=ListReviewed.Subject.ALLERGIES).exists()
    return _("none known") if asked else _("not asked")
