"""How a request proves whose it is: a bearer token or API key, or the browser's host-only session cookie with CSRF.

Here, and nowhere else, a key's scopes are held against the address: no view can forget to ask.
"""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from shared_apps.accounts.credentials import Credential, of_bearer, of_session, touch
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.accounts.key_scopes import check_scope
from shared_apps.accounts.models import User
from shared_apps.core.errors import AppError


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer <access token or API key>`."""

    def authenticate(self, request: Request) -> tuple[User, Credential] | None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            user, credential = of_bearer(token.strip())
        except AppError as error:
            raise exceptions.AuthenticationFailed(error.message, code=error.code) from error
        if credential.key:
            check_scope(credential.key.scopes, str(request.method), request.path)
        touch(credential)
        return user, credential

    def authenticate_header(self, _: Request) -> str:
        return "Bearer"


class _CsrfCheck(CsrfViewMiddleware):
    def _reject(self, _: HttpRequest, reason: str) -> HttpResponse:
        # The middleware wants a response here; DRF's own check returns the reason the same way.
        return reason  # type: ignore[return-value]


class CookieAuthentication(BaseAuthentication):
    """The session cookie; writes need the `X-CSRFToken` header as well."""

    def authenticate(self, request: Request) -> tuple[User, Credential] | None:
        user = getattr(request._request, "user", None)
        if not isinstance(user, User):
            return None
        if not user.is_active:
            return None
        enforce_csrf(request)
        credential = of_session(request._request.session)
        touch(credential)
        return user, credential


def enforce_csrf(request: Request) -> None:
    """Refuse a write that another site may have made the browser send; raises 403 `csrf_failed`."""
    check = _CsrfCheck(lambda _: HttpResponse())
    check.process_request(request._request)
    reason = check.process_view(request._request, lambda _: HttpResponse(), (), {})
    if reason:
        message = "This page is out of date. Reload it and try again."
        raise exceptions.PermissionDenied(message, code=AccountErrorCode.CSRF_FAILED)
