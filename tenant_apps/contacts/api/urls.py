from django.urls import include, path

from tenant_apps.contacts.api.views import ContactView

urlpatterns = [
    path("contacts/<uuid:id>/", ContactView.as_view()),
    path("", include("tenant_apps.contacts.labels.api.urls")),
    path("", include("tenant_apps.contacts.cards.api.urls")),
]
