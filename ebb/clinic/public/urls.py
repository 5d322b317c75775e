from django.urls import path

from ebb.clinic.public import views

urlpatterns = [
    path("", views.home, name="home"),
    path("how-sure-we-are/", views.evidence, name="evidence"),
    path("how-ketamine-works/", views.how_ketamine_works, name="how-ketamine-works"),
    path("what-a-day-is-like/", views.what_a_day_is_like, name="what-a-day-is-like"),
    path("theme/", views.theme, name="theme"),
    path("healthz", views.healthz, name="healthz"),
]
