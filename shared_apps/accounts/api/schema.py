"""How drf-spectacular describes our two ways of signing in; importing registers them."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    target_class = "shared_apps.accounts.api.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, _: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


class CookieScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    target_class = "shared_apps.accounts.api.authentication.CookieAuthentication"
    name = "cookie"

    def get_security_definition(self, _: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
