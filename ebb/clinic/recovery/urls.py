from django.urls import path

from ebb.clinic.recovery import printing_views, views

urlpatterns = [
    path("<uuid:infusion_id>/", views.recovery, name="recovery"),
    path("<uuid:infusion_id>/do/<slug:deed>/", views.do, name="recovery-do"),
    path("<uuid:infusion_id>/record.pdf", printing_views.record, name="record"),
    path("<uuid:infusion_id>/emergency.pdf", printing_views.emergency_sheet, name="emergency-sheet"),
]
