from django.urls import path

from ebb.clinic.assessment import views

urlpatterns = [
    path("<uuid:patient_id>/", views.assessment, name="assessment"),
    path("<uuid:patient_id>/ask/", views.ask, name="assessment-ask"),
    path("<uuid:patient_id>/line/", views.add_line, name="assessment-line"),
    path("<uuid:patient_id>/withdraw/", views.withdraw_line, name="assessment-withdraw"),
    path("<uuid:patient_id>/read/", views.read_medicine, name="assessment-read"),
    path("<uuid:patient_id>/gone-through/", views.review_list, name="assessment-gone-through"),
    path("<uuid:patient_id>/conclude/", views.conclude, name="assessment-conclude"),
    path("<uuid:patient_id>/consent/", views.consent, name="consent"),
]
