from django.urls import path

from ebb.clinic.followup import views

urlpatterns = [
    path("diary/<str:token>/", views.diary, name="diary"),
    path("diary/<str:token>/working/", views.working, name="working"),
    path("diary/<str:token>/<str:day>/", views.diary_day, name="diary-day"),
    path("<uuid:patient_id>/", views.followup, name="followup"),
    path("<uuid:patient_id>/links/", views.links, name="diary-links"),
]
