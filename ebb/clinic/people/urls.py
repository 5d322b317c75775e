from django.urls import path

from ebb.clinic.people import views

urlpatterns = [
    path("unlock/", views.unlock, name="unlock"),
    path("lock/", views.lock, name="lock"),
    path("pin/", views.pin, name="pin"),
    path("time-zone/", views.time_zone, name="time-zone"),
    path("tablet/", views.trust_this_tablet, name="trust-tablet"),
    path("tablet/<uuid:tablet_id>/untrust/", views.untrust_tablet, name="untrust-tablet"),
]
