from django.urls import path

from shared_apps.plans.api import views

urlpatterns = [
    path("subscriptions/plans/", views.CatalogueView.as_view()),
    path("finance/plans/", views.CatalogueView.as_view()),
]
