from django.urls import path

from tenant_apps.conversations.habits.api.views import HabitsView

urlpatterns = [path("writing-habits/", HabitsView.as_view())]
