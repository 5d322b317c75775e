from django.urls import path

from ebb.clinic.library import views

urlpatterns = [
    path("consent/", views.consent_texts, name="consent-texts"),
    path("consent/<int:version>/", views.consent_text, name="consent-text"),
]
