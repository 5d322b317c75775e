from django.urls import path

from ebb.clinic.printing import views

urlpatterns = [
    path("<uuid:infusion_id>/record.pdf", views.record, name="record"),
    path("<uuid:infusion_id>/emergency.pdf", views.emergency_sheet, name="emergency-sheet"),
]
