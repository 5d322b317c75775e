from django.urls import path

from ebb.clinic.controlled_drugs import views

urlpatterns = [
    path("", views.cabinet, name="cabinet"),
    path("count/", views.count, name="cabinet-count"),
    path("count/second/", views.second_count, name="cabinet-second-count"),
]
