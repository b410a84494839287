from django.urls import path

from shared_apps.console.companies import api, doing

urlpatterns = [
    path("companies/", api.CompaniesView.as_view()),
    path("companies/<uuid:id>/", api.CompanyView.as_view()),
    path("companies/<uuid:id>/plan/", doing.CompanyPlanView.as_view()),
    path("companies/<uuid:id>/suspend/", doing.SuspendView.as_view()),
    path("companies/<uuid:id>/resume/", doing.ResumeView.as_view()),
    path("companies/<uuid:id>/rename/", doing.RenameView.as_view()),
    path("companies/<uuid:id>/delete/", doing.DeleteView.as_view()),
    path("companies/<uuid:id>/export/", doing.ExportView.as_view()),
    path("companies/<uuid:id>/export/<uuid:export>/", doing.ExportFileView.as_view()),
    path("imports/", doing.ImportsView.as_view()),
]
