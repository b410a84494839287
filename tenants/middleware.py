"""The HTTP door into a tenant: the host decides, before anything else sees the request."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import get_language_from_request

from shared_apps.core.errors import body
from tenants.entering import entered
from tenants.errors import TenantErrorCode
from tenants.hosts import Site, site_for_host, tenant_for_host
from tenants.models import Tenant, TenantState

# Probes and platforms call whatever address they were given: these answer on any host, in the public schema.
ANY_HOST = ("/healthz", "/readyz", "/metrics", "/webhook/")


class TenantMiddleware:
    """Set `request.tenant` (None on the public site) and the URLs that hold there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Some addresses of the public site belong to one business: its chat page, its widget.
        self._tenant_of_visitor: Callable[[HttpRequest], Tenant | None] = import_string(
            settings.TENANT_OF_PUBLIC_REQUEST
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", "")
        if request.path_info.startswith(ANY_HOST):
            return self._answer(request, None, settings.PUBLIC_SCHEMA_URLCONF)
        is_public = site_for_host(host) is Site.PUBLIC
        with entered(None):
            tenant = self._tenant_of_visitor(request) if is_public else tenant_for_host(host)
        if tenant is None and is_public:
            return self._answer(request, None, settings.PUBLIC_SCHEMA_URLCONF)
        if tenant is None:
            return _refuse(request, TenantErrorCode.UNKNOWN_HOST, HTTPStatus.NOT_FOUND)
        if tenant.state == TenantState.SUSPENDED:
            return _refuse(request, TenantErrorCode.WORKSPACE_SUSPENDED, HTTPStatus.FORBIDDEN)
        return self._answer(request, tenant, settings.ROOT_URLCONF)

    def _answer(self, request: HttpRequest, tenant: Tenant | None, urlconf: str) -> HttpResponse:
        request.tenant = tenant  # type: ignore[attr-defined]  # django-tenants' own convention
        request.urlconf = urlconf  # read by Django's handler
        with entered(tenant):
            return self.get_response(request)


MESSAGES = {
    TenantErrorCode.UNKNOWN_HOST: "No workspace lives at this address. Check its spelling.",
    TenantErrorCode.WORKSPACE_SUSPENDED: "This workspace is paused. Its owner can resume it.",
}


def _refuse(request: HttpRequest, code: TenantErrorCode, status: HTTPStatus) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return JsonResponse(body(code, MESSAGES[code]), status=status)
    language = "uk" if get_language_from_request(request).startswith("uk") else "en"
    home = f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}/"
    shown = {"home": home, "language": language, "code": code}
    return render(request, f"tenants/{code}.html", shown, status=status)
