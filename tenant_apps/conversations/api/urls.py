from django.urls import include, path

from tenant_apps.conversations.api import views

urlpatterns = [
    path("", include("tenant_apps.conversations.signals.api.urls")),
    path("", include("tenant_apps.conversations.lists.api.urls")),
    path("", include("tenant_apps.conversations.mail.api.urls")),
    path("", include("tenant_apps.conversations.organising.api.urls")),
    path("", include("tenant_apps.conversations.assignment.api.urls")),
    path("conversations/<uuid:id>/", views.ConversationView.as_view()),
    path("conversations/<uuid:id>/read/", views.ReadView.as_view()),
    path("conversations/<uuid:id>/messages/", views.ThreadView.as_view()),
    path("conversations/<uuid:id>/messages/<uuid:message_id>/", views.MessageView.as_view()),
    path("conversations/<uuid:id>/messages/<uuid:message_id>/retry/", views.RetryView.as_view()),
    path("conversations/<uuid:id>/messages/<uuid:message_id>/cancel/", views.CancelView.as_view()),
    path("conversations/<uuid:id>/messages/<uuid:message_id>/react/", views.ReactView.as_view()),
    path("conversations/<uuid:id>/messages/<uuid:message_id>/forward/", views.ForwardView.as_view()),
    path("conversations/<uuid:id>/messages/<uuid:message_id>/fetch/", views.FetchAgainView.as_view()),
    path("conversations/<uuid:id>/messages/<uuid:message_id>/attempts/", views.AttemptsView.as_view()),
    path("", include("tenant_apps.conversations.search.api.urls")),
    path("", include("tenant_apps.conversations.csat.api.urls")),
    path("", include("tenant_apps.conversations.sla.api.urls")),
    path("", include("tenant_apps.conversations.people.api.urls")),
    path("", include("tenant_apps.conversations.drafts.api.urls")),
    path("", include("tenant_apps.conversations.sessions.api.urls")),
    path("", include("tenant_apps.conversations.habits.api.urls")),
    path("", include("tenant_apps.conversations.replies.api.urls")),
]
