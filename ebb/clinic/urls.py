"""Where each room stands. The six steps give their names to the paths."""

from django.urls import include, path

urlpatterns = [
    path("", include("ebb.clinic.public.urls")),
    path("accounts/", include("allauth.urls")),
    path("people/", include("ebb.clinic.people.urls")),
    path("today/", include("ebb.clinic.today.urls")),
    path("library/", include("ebb.clinic.library.urls")),
    path("cabinet/", include("ebb.clinic.controlled_drugs.urls")),
    path("enquiry/", include("ebb.clinic.enquiry.urls")),
    path("assessment/", include("ebb.clinic.assessment.urls")),
    path("plan/", include("ebb.clinic.plan.urls")),
    path("infusion/", include("ebb.clinic.visit.urls")),
    path("recovery/", include("ebb.clinic.recovery.urls")),
    path("recovery/", include("ebb.clinic.printing.urls")),
    path("follow-up/", include("ebb.clinic.followup.urls")),
    path("demo/", include("ebb.clinic.demo.urls")),
]
