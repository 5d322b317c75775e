from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ebb.clinic.assessment.consents import consent_of
from ebb.clinic.assessment.refusals import Refused
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.forms.consent import WithdrawalForm
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.lib.keys import acts
from ebb.clinic.people.access import allowed, patient_or_404
from ebb.clinic.people.models import CLINICAL, Role


@allowed(*CLINICAL, Role.FRONT_DESK)
@acts
def withdraw_consent(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Record that a patient took the consent back; whoever is at the chair is then led there."""
    patient = patient_or_404(request, patient_id)
    form = WithdrawalForm(request.POST or None)
    context = {"patient": patient, "form": form, "consent": consent_of(patient)}
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_consent(patient=patient, by=request.user.pk, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            context["findings"] = refusal.findings
        else:
            here = Infusion.objects.present().filter(patient=patient).first()
            return (
                redirect("infusion", here.pk) if here and request.roles & CLINICAL else redirect("patient", patient_id)
            )
    status = 422 if request.method == "POST" else 200
    return render(request, "visit/withdraw_consent.html", context, status=status)
