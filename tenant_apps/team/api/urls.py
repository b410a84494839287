from django.urls import path

from tenant_apps.team.api import invitations, joining, rights, views

urlpatterns = [
    path("employees/", views.EmployeesView.as_view()),
    path("employees/<uuid:id>/", views.EmployeeView.as_view()),
    path("employees/<uuid:id>/permissions/", rights.PermissionsView.as_view()),
    path("employees/<uuid:id>/work/", rights.WorkView.as_view()),
    path("employees/<uuid:id>/deactivate/", rights.DeactivateView.as_view()),
    path("employees/<uuid:id>/reactivate/", rights.ReactivateView.as_view()),
    path("employees/<uuid:id>/ownership/", rights.OwnershipView.as_view()),
    path("invitations/", invitations.InvitationsView.as_view()),
    path("invitations/<uuid:id>/", invitations.InvitationView.as_view()),
    path("invitations/<uuid:id>/resend/", invitations.ResendView.as_view()),
    path("join/", joining.JoinView.as_view()),
    path("join/look/", joining.LookView.as_view()),
    path("teams/", views.TeamsView.as_view()),
    path("teams/<uuid:id>/", views.TeamView.as_view()),
    path("presence/", views.PresenceView.as_view()),
]
