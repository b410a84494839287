from django.urls import path

from tenant_apps.conversations.sla.api import views

urlpatterns = [
    path("sla-policies/", views.SlaPoliciesView.as_view()),
    path("sla-policies/<uuid:id>/", views.SlaPolicyView.as_view()),
]
