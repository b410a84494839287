from django.urls import path

from shared_apps.console.channels import api

urlpatterns = [
    path("channels/", api.ChannelsView.as_view()),
    path("approve-channel/", api.ApproveChannelView.as_view()),
    path("reject-channel/", api.RejectChannelView.as_view()),
    path("enable-channels/", api.EnableChannelsView.as_view()),
]
