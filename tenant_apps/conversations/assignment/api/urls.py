from django.urls import path

from tenant_apps.conversations.assignment.api import views

urlpatterns = [
    path("conversations/<uuid:id>/claim/", views.ClaimView.as_view()),
    path("assignment-policies/", views.PoliciesView.as_view()),
    path("assignment-policies/<uuid:id>/", views.PolicyView.as_view()),
]
