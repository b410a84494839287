"""The public site: sign-up, sign-in, the front."""

from django.urls import include, path

from config.urls_api import api, front, operations

urlpatterns = [*operations, path("api/", include(api)), *front]

handler500 = "config.failures.server_error"
