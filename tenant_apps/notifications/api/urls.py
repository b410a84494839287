from django.urls import path

from tenant_apps.notifications.api import views

urlpatterns = [
    path("alerts/", views.AlertsView.as_view()),
    path("alerts/unread/", views.UnreadView.as_view()),
    path("alerts/read-all/", views.ReadAllView.as_view()),
    path("alerts/<uuid:id>/read/", views.ReadView.as_view()),
    path("notification-preferences/", views.PreferencesView.as_view()),
    path("push/key/", views.PushKeyView.as_view()),
    path("push/subscriptions/", views.SubscriptionsView.as_view()),
    path("push/subscriptions/<uuid:id>/", views.SubscriptionView.as_view()),
]
