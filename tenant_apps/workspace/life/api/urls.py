from django.urls import path

from tenant_apps.workspace.life.api import views

urlpatterns = [
    path("workspace/address/", views.AddressView.as_view()),
    path("workspace/deletion/", views.DeletionView.as_view()),
    path("workspace/exports/", views.ExportsView.as_view()),
    path("workspace/exports/<uuid:id>/", views.ExportView.as_view()),
    path("workspace/exports/<uuid:id>/file/", views.ExportFileView.as_view()),
    path("workspace/domains/", views.DomainsView.as_view()),
    path("workspace/domains/<int:id>/", views.DomainView.as_view()),
    path("workspace/domains/<int:id>/check/", views.DomainCheckView.as_view()),
]
