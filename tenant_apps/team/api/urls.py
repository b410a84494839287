from django.urls import path

from tenant_apps.team.api import views

urlpatterns = [
    path("employees/", views.EmployeesView.as_view()),
    path("employees/<uuid:id>/", views.EmployeeView.as_view()),
    path("teams/", views.TeamsView.as_view()),
    path("teams/<uuid:id>/", views.TeamView.as_view()),
    path("presence/", views.PresenceView.as_view()),
]
