from django.urls import path

from shared_apps.console.impersonation import api

urlpatterns = [
    path("impersonate/", api.VisitsView.as_view()),
    path("impersonate/<uuid:id>/end/", api.EndVisitView.as_view()),
    path("impersonate/companies/<uuid:id>/members/", api.VisitableView.as_view()),
]
