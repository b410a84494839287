from django.urls import path

from tenant_apps.workspace.api.views import CompanyView, ServicesView, ServiceView

urlpatterns = [
    path("company/", CompanyView.as_view()),
    path("services/", ServicesView.as_view()),
    path("services/<uuid:service_id>/", ServiceView.as_view()),
]
