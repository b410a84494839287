from django.urls import path

from tenant_apps.contacts.api.views import ContactView

urlpatterns = [path("contacts/<uuid:id>/", ContactView.as_view())]
