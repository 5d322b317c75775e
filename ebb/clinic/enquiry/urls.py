from django.urls import path

from ebb.clinic.enquiry import views

urlpatterns = [
    path("", views.enquiry, name="enquiry"),
    path("received/", views.received, name="enquiry-received"),
    path("inbox/", views.inbox, name="enquiries"),
    path("<int:enquiry_id>/", views.answer, name="enquiry-answer"),
    path("<int:enquiry_id>/close/", views.close, name="enquiry-close"),
]
