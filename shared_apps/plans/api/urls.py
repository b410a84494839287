from django.urls import path

from shared_apps.plans.api import views

urlpatterns = [
    path("subscriptions/plans/", views.PlansView.as_view()),
    path("subscriptions/current/", views.CurrentView.as_view()),
    path("subscriptions/usage/", views.UsageView.as_view()),
    path("plan-requests/", views.PlanRequestsView.as_view()),
    path("plan-requests/<uuid:id>/", views.PlanRequestView.as_view()),
    # The names that another product has for them.
    path("finance/plans/", views.PlansAlias.as_view()),
    path("finance/check-plan/", views.CurrentAlias.as_view()),
]
