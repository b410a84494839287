from django.urls import path

from shared_apps.console.impersonation import api

urlpatterns = [
    path("impersonation/enter/", api.EnterView.as_view()),
    path("impersonation/end/", api.LeaveView.as_view()),
]
