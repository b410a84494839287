from django.urls import include, path

from tenant_apps.channels.api import views
from tenant_apps.channels.api.forms import FORMS

urlpatterns = [
    path("", include("tenant_apps.channels.mailboxes.api.urls")),
    path("integrations/", views.IntegrationsView.as_view()),
    *(path(f"integrations/{kind}/connect/", views.connect_view(kind)) for kind in FORMS),
    path("integrations/<slug:kind>/authorize/", views.AuthorizeView.as_view()),
    path("integrations/<slug:kind>/grants/", views.GrantsView.as_view()),
    path("integrations/grants/<uuid:grant_id>/", views.GrantView.as_view()),
    path("integrations/grants/<uuid:grant_id>/connect/", views.ChooseView.as_view()),
    path("integrations/<uuid:account_id>/", views.IntegrationView.as_view()),
    path("integrations/<uuid:account_id>/health/", views.HealthView.as_view()),
    path("integrations/<uuid:account_id>/test/", views.CheckView.as_view()),
    path("integrations/<uuid:account_id>/sync/", views.SyncView.as_view()),
    path("integrations/<uuid:account_id>/events/", views.WebhooksView.as_view()),
    path("integrations/<uuid:account_id>/templates/", views.TemplatesView.as_view()),
    path("integrations/<uuid:account_id>/qr.svg", views.QrView.as_view()),
    # The name that an earlier client has for it.
    path("chat/subscribe-facebook-page/", views.SubscribePageView.as_view()),
]
