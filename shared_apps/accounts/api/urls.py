from django.urls import include, path

from shared_apps.accounts.api.views import codes, registration, session, tokens

urlpatterns = [
    path("me/", session.MeView.as_view()),
    path("session/", session.SessionView.as_view()),
    path("enter/", session.EnterView.as_view()),
    path("profile/", session.ProfileView.as_view()),
    path("register/", registration.RegisterView.as_view()),
    path("slug/", registration.SlugView.as_view()),
    path("login/", tokens.LoginView.as_view()),
    path("refresh/", tokens.RefreshView.as_view()),
    path("logout/", tokens.LogoutView.as_view()),
    path("verify-email/", codes.VerifyEmailView.as_view()),
    path("verify-email/resend/", codes.ResendView.as_view()),
    path("reset-password/", codes.ResetPasswordView.as_view()),
    path("reset-password/confirm/", codes.ResetConfirmationView.as_view()),
    # The engine's own doors: browser/v1/… and app/v1/…
    path("", include("allauth.headless.urls")),
]
