"""What every request of a visitor passes: the website, the origin, the token; and the CORS headers on the way out."""

from functools import cached_property
from typing import Any

from allauth.account.adapter import get_adapter
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tenant_apps.channels.models import ChannelAccount
from tenant_apps.webchat import limits, selectors, tokens, widget
from tenant_apps.webchat.errors import VisitorExpired, WrongOrigin
from tenant_apps.webchat.origins import is_allowed
from tenant_apps.webchat.tokens import Visitor

SCHEME = "Visitor "


def address_of(request: Request) -> str:
    return str(get_adapter().get_client_ip(request._request))


class WebsiteView(APIView):
    """Open to strangers. Nothing hangs on cookies, so any allowed website's script may call."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    account: ChannelAccount

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        account = selectors.website(kwargs["key"])
        allowed = widget.settings_of(account.settings)["allowed_origins"]
        if not is_allowed(request.headers.get("Origin", ""), allowed, host=request.get_host()):
            raise WrongOrigin
        self.account = account

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        assert isinstance(response, Response)
        origin = request.headers.get("Origin")
        if origin and hasattr(self, "account"):
            response["Access-Control-Allow-Origin"] = origin
            response["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
            response["Access-Control-Allow-Headers"] = "authorization, content-type"
            response["Access-Control-Max-Age"] = "600"
        response["Vary"] = "Origin"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204)

    def limit(self, name: str, rule: limits.Rule, visitor: Visitor | None = None) -> None:
        limits.check(
            name, rule, key=self.account.external_id, address=address_of(self.request), visitor=visitor
        )

    def known_visitor(self) -> Visitor | None:
        """Return who the token names, None without a usable one."""
        given = self.request.headers.get("Authorization", "")
        if not given.startswith(SCHEME):
            return None
        secret = selectors.identity_secret(self.account)
        visitor = tokens.read(given[len(SCHEME) :], key=self.account.external_id, identity_secret=secret)
        if visitor is None or selectors.is_outgrown(self.account, visitor):
            return None
        return visitor


class VisitorView(WebsiteView):
    """For a visitor with a token; raises VisitorExpired."""

    @cached_property
    def visitor(self) -> Visitor:
        visitor = self.known_visitor()
        if visitor is None:
            raise VisitorExpired
        return visitor
