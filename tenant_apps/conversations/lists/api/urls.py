from django.urls import path

from tenant_apps.conversations.lists.api import views

urlpatterns = [
    path("conversations/", views.ConversationListView.as_view()),
    path("conversations/counts/", views.ConversationCountsView.as_view()),
    path("conversations/filters/", views.FilterFieldsView.as_view()),
    path("views/", views.ViewsView.as_view()),
    path("views/order/", views.ViewOrderView.as_view()),
    path("views/<uuid:id>/", views.ViewView.as_view()),
]
