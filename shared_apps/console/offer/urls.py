from django.urls import path

from shared_apps.console.offer import api

urlpatterns = [
    path("subscription-plan/", api.PlansView.as_view()),
    path("subscription-plan/<slug:code>/", api.PlanView.as_view()),
    path("create-custom-plan/", api.CreateCustomPlanView.as_view()),
    path("user-plan-requests/", api.WishesView.as_view()),
    path("approve-user-plan/", api.AnswerWishView.as_view()),
    path("features/", api.FeaturesView.as_view()),
]
