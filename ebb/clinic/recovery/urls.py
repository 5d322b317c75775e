from django.urls import path

from ebb.clinic.recovery import views

urlpatterns = [
    path("<uuid:infusion_id>/", views.recovery, name="recovery"),
    path("<uuid:infusion_id>/do/<slug:action>/", views.do, name="recovery-do"),
]
