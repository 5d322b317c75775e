from django.urls import path

from ebb.clinic.today import views
from ebb.clinic.today.monitors import monitors
from ebb.clinic.today.passing_on import passing_on

urlpatterns = [
    path("", views.today, name="today"),
    path("board/", views.board, name="board"),
    path("monitors/", monitors, name="monitors"),
    path("passing-on/", passing_on, name="passing-on"),
    path("presence/", views.presence, name="presence"),
    path("presence/<uuid:person_id>/left/", views.departure, name="departure"),
    path("patients/", views.patients, name="patients"),
    path("patients/<uuid:patient_id>/", views.patient, name="patient"),
    path("patients/<uuid:patient_id>/visit/", views.plan_visit, name="plan-visit"),
]
