from django.urls import include, path

from tenant_apps.contacts.api.importing import ContactsImportView
from tenant_apps.contacts.api.views import ContactView

urlpatterns = [
    path("contacts/import/", ContactsImportView.as_view()),
    path("contacts/<uuid:id>/", ContactView.as_view()),
    path("", include("tenant_apps.contacts.labels.api.urls")),
    path("", include("tenant_apps.contacts.cards.api.urls")),
]
