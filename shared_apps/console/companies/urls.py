from django.urls import path

from shared_apps.console.companies import api, doing

urlpatterns = [
    path("companies/", api.CompaniesView.as_view()),
    path("companies/<uuid:id>/", api.CompanyView.as_view()),
    path("companies/<uuid:id>/plan/", doing.CompanyPlanView.as_view()),
]
