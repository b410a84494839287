from django.urls import path

from tenant_apps.contacts.labels.api import views

urlpatterns = [
    path("labels/", views.LabelsView.as_view()),
    path("labels/order/", views.LabelOrderView.as_view()),
    path("labels/<uuid:id>/", views.LabelView.as_view()),
    path("contacts/<uuid:id>/labels/", views.ContactLabelsView.as_view()),
]
