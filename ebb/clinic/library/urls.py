from django.urls import path

from ebb.clinic.library import views

urlpatterns = [
    path("consent/<int:version>/", views.consent_text, name="consent-text"),
]
