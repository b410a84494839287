from django.urls import path

from shared_apps.console.people import api

urlpatterns = [
    path("users/", api.PeopleView.as_view()),
    path("users/<uuid:id>/", api.PersonView.as_view()),
    path("users/<uuid:id>/lock/", api.LockView.as_view()),
    path("users/<uuid:id>/unlock/", api.UnlockView.as_view()),
    path("users/<uuid:id>/sign-out/", api.SignOutView.as_view()),
    path("users/<uuid:id>/reset-second-factor/", api.SecondFactorView.as_view()),
    path("users/<uuid:id>/staff/", api.StaffView.as_view()),
    path("create-admin/", api.CreateAdminView.as_view()),
]
