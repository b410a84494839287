from django.urls import path

from tenant_apps.conversations.search.api import views

urlpatterns = [
    path("search/", views.SearchView.as_view()),
    path("chat/chat-profile-list/", views.ProfilesView.as_view()),
    path("chat/chat-profile/", views.ProfileView.as_view()),
    path("chat/old-message/<str:platform>/<uuid:room_id>/", views.OldMessagesView.as_view()),
]
