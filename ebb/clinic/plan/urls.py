from django.urls import path

from ebb.clinic.plan import views

urlpatterns = [
    path("<uuid:patient_id>/", views.plan, name="plan"),
    path("<uuid:patient_id>/new/", views.new, name="plan-new"),
]
