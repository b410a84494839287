"""The HTTP door into a tenant: the host decides, before anything else sees the request."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import get_language_from_request, override

from shared_apps.core.errors import body
from tenants.entering import entered
from tenants.errors import TenantErrorCode
from tenants.hosts import Site, former_tenant, site_for_host, tenant_for_host, url_of
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
        if tenant is not None and tenant.state == TenantState.ACTIVE:
            return self._answer(request, tenant, settings.ROOT_URLCONF)
        with entered(None):
            return _turn_away(request, tenant, host)

    def _answer(self, request: HttpRequest, tenant: Tenant | None, urlconf: str) -> HttpResponse:
        request.tenant = tenant  # type: ignore[attr-defined]  # django-tenants' own convention
        request.urlconf = urlconf  # read by Django's handler
        with entered(tenant):
            return self.get_response(request)


MESSAGES = {
    TenantErrorCode.UNKNOWN_HOST: "No workspace lives at this address. Check its spelling.",
    TenantErrorCode.WORKSPACE_SUSPENDED: "This workspace is paused. Nothing is lost; its owner has a letter from us.",
    TenantErrorCode.WORKSPACE_DELETING: "This workspace will be deleted. Until then its owner can keep it.",
    TenantErrorCode.WORKSPACE_MOVED: "This workspace has a new address.",
}


def _turn_away(request: HttpRequest, tenant: Tenant | None, host: str) -> HttpResponse:
    """Answer where no workspace is open: it is elsewhere now, paused, about to go, or there is none."""
    if tenant is None:
        tenant = former_tenant(host)
        if tenant is not None and tenant.state not in {TenantState.PURGING, TenantState.DELETED}:
            return _forward(request, tenant)
    if tenant is not None and tenant.state == TenantState.SUSPENDED:
        return _refuse(request, TenantErrorCode.WORKSPACE_SUSPENDED, HTTPStatus.FORBIDDEN)
    if tenant is not None and tenant.state == TenantState.DELETING and tenant.purge_at:
        return _refuse(request, TenantErrorCode.WORKSPACE_DELETING, HTTPStatus.LOCKED, until=tenant.purge_at)
    return _refuse(request, TenantErrorCode.UNKNOWN_HOST, HTTPStatus.NOT_FOUND)


def _forward(request: HttpRequest, tenant: Tenant) -> HttpResponse:
    """Lead to the same place at the new address; not for good, as the old one is free again one day."""
    code, there = TenantErrorCode.WORKSPACE_MOVED, url_of(tenant.slug) + request.get_full_path()
    answer: HttpResponse = HttpResponse(status=HTTPStatus.TEMPORARY_REDIRECT)
    if request.path_info.startswith("/api/"):
        # Browsers would not follow to another origin: the page is told and goes there as a whole.
        shown = body(code, MESSAGES[code], data={"url": url_of(tenant.slug)})
        answer = JsonResponse(shown, status=HTTPStatus.MISDIRECTED_REQUEST)
    answer["Location"] = there
    return answer


def _refuse(
    request: HttpRequest, code: TenantErrorCode, status: HTTPStatus, *, until: datetime | None = None
) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        data = {"purge_at": until.isoformat()} if until else {}
        return JsonResponse(body(code, MESSAGES[code], data=data), status=status)
    language = "uk" if get_language_from_request(request).startswith("uk") else "en"
    home = f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}/"
    with override(language):
        day = date_format(until, "j E Y") if until else ""
        shown = {"home": home, "language": language, "code": code, "until": day}
        answer = render(request, f"tenants/{code}.html", shown, status=status)
    # Once it is open again, nobody shall be shown what a browser kept.
    answer["Cache-Control"] = "no-store"
    return answer
