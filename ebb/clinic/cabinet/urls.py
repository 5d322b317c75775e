from django.urls import path

from ebb.clinic.cabinet import views

urlpatterns = [
    path("", views.cabinet, name="cabinet"),
    path("count/", views.count, name="cabinet-count"),
]
