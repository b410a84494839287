from django.urls import path

from shared_apps.site.api.views import FindWorkspaceView

urlpatterns = [path("find-workspace/", FindWorkspaceView.as_view())]
