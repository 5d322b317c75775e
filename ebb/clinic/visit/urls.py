from django.urls import path

from ebb.clinic.visit import views

urlpatterns = [
    path("house/", views.house, name="house"),
    path("consent/<uuid:patient_id>/", views.withdraw_consent, name="consent-withdraw"),
    path("<uuid:infusion_id>/", views.infusion, name="infusion"),
    path("<uuid:infusion_id>/check/", views.second_check, name="second-check"),
    path("<uuid:infusion_id>/do/<slug:action>/", views.do, name="do"),
    path("<uuid:infusion_id>/now/<slug:action>/", views.do_at_once, name="do-at-once"),
    path("<uuid:infusion_id>/alarm/<uuid:alarm_id>/", views.acknowledge, name="acknowledge"),
]
