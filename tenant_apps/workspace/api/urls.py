from django.urls import path

from tenant_apps.workspace.api.timetables import TimetablesView, TimetableView
from tenant_apps.workspace.api.views import CompanyView, ServicesView, ServiceView

urlpatterns = [
    path("company/", CompanyView.as_view()),
    path("services/", ServicesView.as_view()),
    path("services/<uuid:service_id>/", ServiceView.as_view()),
    path("opening-hours/", TimetablesView.as_view()),
    path("opening-hours/<uuid:id>/", TimetableView.as_view()),
]
