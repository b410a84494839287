from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.actions.google import (
    LIFETIME_S,
    begin,
    person_of,
    profile_of,
    read_errand,
    ticket_for,
)
from shared_apps.accounts.actions.second_factor import ask_for_it
from shared_apps.accounts.api.doors import OpenDoor, given
from shared_apps.accounts.api.security_serializers import (
    AddressSerializer,
    GoogleAnswerSerializer,
    GoogleReturnSerializer,
)
from shared_apps.accounts.api.throttles import SignInThrottle
from shared_apps.accounts.api.views.entering import entered
from shared_apps.accounts.errors import AccountErrorCode
from shared_apps.core.errors import AppError
from shared_apps.core.keys import PUBLIC
from tenants.hosts import url_of
from tenants.selectors import current_tenant, tenant_of_schema

COOKIE = "parlor_google"
COOKIE_PATH = "/api/auth/google/"
PAGE = "/sign-in/google"
TOO_OLD = "This sign-in is too old. Go back to Parlor and start it again."


class GoogleLoginView(OpenDoor):
    throttle_classes = (SignInThrottle,)

    @extend_schema(operation_id="google_login", request=None, responses=AddressSerializer)
    def post(self, request: Request) -> Response:
        if not settings.GOOGLE_CLIENT_ID:
            raise AppError(AccountErrorCode.GOOGLE_OFF, "Signing in with Google is not set up here.")
        url, browser = begin()
        response = Response({"url": url})
        response.set_cookie(
            COOKIE,
            browser,
            max_age=LIFETIME_S,
            path=COOKIE_PATH,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response


class GoogleCallbackView(OpenDoor):
    """GET is where Google sends the browser; POST is what the page does with what came, at home."""

    throttle_classes = (SignInThrottle,)

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponseBase:
        """Send the browser to where its sign-in began, and nowhere else."""
        errand = read_errand(request.query_params.get("state", ""))
        home = _home(errand.schema) if errand else None
        if home is None:
            return HttpResponse(TOO_OLD, status=400, content_type="text/plain; charset=utf-8")
        params = request.query_params
        brought = {name: params[name] for name in ("code", "state", "error") if name in params}
        response = HttpResponseRedirect(f"{home}{PAGE}#{urlencode(brought)}")
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        return response

    @extend_schema(
        operation_id="google_callback", request=GoogleReturnSerializer, responses=GoogleAnswerSerializer
    )
    def post(self, request: Request) -> Response:
        browser = request.COOKIES.get(COOKIE, "")
        profile = profile_of(**given(GoogleReturnSerializer, request), browser=browser)
        user = person_of(profile)
        if user is not None:
            ask_for_it(user)
            response = entered(request, user)
            response.data = {"me": response.data, "sign_up": None}
        elif current_tenant() is None:
            newcomer = {"ticket": ticket_for(profile), "email": profile.email, "name": profile.name}
            response = Response({"me": None, "sign_up": newcomer})
        else:
            message = "Nobody here signs in with this Google account."
            raise AppError(AccountErrorCode.NO_ACCOUNT, message, status=404)
        response.delete_cookie(COOKIE, path=COOKIE_PATH)
        return response


def _home(schema_name: str) -> str | None:
    if schema_name == PUBLIC:
        return f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}"
    tenant = tenant_of_schema(schema_name)
    return url_of(tenant.slug) if tenant else None
