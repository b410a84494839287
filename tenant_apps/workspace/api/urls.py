from django.urls import path

from tenant_apps.workspace.activity.api import LogExportView, LogView
from tenant_apps.workspace.api.company import CompanyView, LogoFileView, LogoView
from tenant_apps.workspace.api.locations import LocationsView, LocationView
from tenant_apps.workspace.api.services import (
    ServiceOrderView,
    ServicePhotoView,
    ServicesImportView,
    ServicesView,
    ServiceView,
)
from tenant_apps.workspace.api.timetables import TimetablesView, TimetableView

urlpatterns = [
    path("company/", CompanyView.as_view()),
    path("company/logo/", LogoView.as_view()),
    path("company/logo/<slug:size>/", LogoFileView.as_view()),
    path("services/", ServicesView.as_view()),
    path("services/import/", ServicesImportView.as_view()),
    path("services/order/", ServiceOrderView.as_view()),
    path("services/<uuid:service_id>/", ServiceView.as_view()),
    path("services/<uuid:service_id>/photo/", ServicePhotoView.as_view()),
    path("locations/", LocationsView.as_view()),
    path("locations/<uuid:id>/", LocationView.as_view()),
    path("opening-hours/", TimetablesView.as_view()),
    path("opening-hours/<uuid:id>/", TimetableView.as_view()),
    path("log/", LogView.as_view()),
    path("log/export/", LogExportView.as_view()),
]
