from django.urls import path

from shared_apps.console.status import api

urlpatterns = [path("status/", api.StatusView.as_view())]
