"""How a request proves whose it is: a bearer token, or the browser's host-only session cookie with CSRF."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from shared_apps.accounts import jwt
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.models import User
from shared_apps.core.errors import AppError


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer <access token>`."""

    def authenticate(self, request: Request) -> tuple[User, str] | None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            return jwt.user_of(token.strip()), token
        except AppError as error:
            raise exceptions.AuthenticationFailed(error.message, code=error.code) from error

    def authenticate_header(self, _: Request) -> str:
        return "Bearer"


class _CsrfCheck(CsrfViewMiddleware):
    def _reject(self, _: HttpRequest, reason: str) -> HttpResponse:
        # The middleware wants a response here; DRF's own check returns the reason the same way.
        return reason  # type: ignore[return-value]


class CookieAuthentication(BaseAuthentication):
    """The session cookie; writes need the `X-CSRFToken` header as well."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        user = getattr(request._request, "user", None)
        if not isinstance(user, User):
            return None
        if not user.is_active:
            return None
        enforce_csrf(request)
        return user, None


def enforce_csrf(request: Request) -> None:
    """Refuse a write that another site may have made the browser send; raises 403 `csrf_failed`."""
    check = _CsrfCheck(lambda _: HttpResponse())
    check.process_request(request._request)
    reason = check.process_view(request._request, lambda _: HttpResponse(), (), {})
    if reason:
        message = "This page is out of date. Reload it and try again."
        raise exceptions.PermissionDenied(message, code=AccountErrorCode.CSRF_FAILED)
