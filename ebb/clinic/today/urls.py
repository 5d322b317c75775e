from django.urls import path

from ebb.clinic.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("patients/", views.patients, name="patients"),
    path("patients/<uuid:patient_id>/", views.patient, name="patient"),
]
