"""The tables as they are, for low-level work: Django's admin in Unfold's clothes, behind the console's gate.

Everything can only be looked at: rows are kept in step by actions, which the console calls.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from unfold.admin import ModelAdmin
from unfold.sites import UnfoldAdminSite

from shared_apps.accounts.credentials import is_proved_twice, of_session
from shared_apps.accounts.devices import address_of
from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.audit.models import AuditEntry
from shared_apps.billing.models import ActivationCode, BillingAccount, Payment, StripeEvent
from shared_apps.console.models import Announcement, Channel, KindRule
from shared_apps.facts.models import FactRow, FactWork
from shared_apps.intake.models import Route
from shared_apps.jobs.models import JobRun
from shared_apps.plans.models import FeatureFlag, Plan, PlanRequest, Subscription
from tenants.models import Domain, Membership, PoolSchema, Tenant

# Unfold's pages bring scripts of their own inside the page; only here, and only behind the gate.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ]
)
View = Callable[..., HttpResponseBase]


class Backstage(UnfoldAdminSite):  # type: ignore[misc]  # the library is untyped
    """Django's admin for operators: the gate of the console instead of a sign-in page and permissions of its own."""

    site_header = site_title = "Parlor"
    index_title = "Tables"
    site_url = "/console"

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        if not user.is_authenticated or not user.is_active or not user.is_staff:
            return False
        return is_proved_twice(user, of_session(request.session))

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not self.has_permission(request):
                return turned_away(request)
            if request.method == "GET":
                details = {"address": request.get_full_path()[:500], "ip": address_of(request)}
                record("backstage.viewed", actor=someone(request), target_kind="console", details=details)
            response = _shown(inner, request, *args, **kwargs)
            response.headers["Content-Security-Policy"] = POLICY
            return response

        return guarded

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponseBase:
        return turned_away(request)


def _shown(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Return the finished page; django-tenants' templates take a request that names no tenant for a public one."""
    del request.tenant  # type: ignore[attr-defined]  # set by the tenant middleware, None here
    try:
        response: HttpResponseBase = view(request, *args, **kwargs)
        return response.render() if isinstance(response, TemplateResponse) else response
    finally:
        request.tenant = None  # type: ignore[attr-defined]


def someone(request: HttpRequest) -> User:
    """Return whom the gate let in."""
    assert request.user.is_authenticated
    return request.user


def turned_away(request: HttpRequest) -> HttpResponse:
    """Lead strangers to the sign-in page and staff to the gate; for all others there is nothing here."""
    user = request.user
    if not user.is_authenticated:
        return HttpResponseRedirect("/sign-in?" + urlencode({"next": "/console"}))
    if user.is_staff:
        return HttpResponseRedirect("/console")
    raise Http404


class LookOnly(ModelAdmin):  # type: ignore[misc]  # the library is untyped
    """Rows to look at."""

    list_per_page = 50
    show_full_result_count = False
    actions = None

    def has_module_permission(self, _: HttpRequest) -> bool:
        return True

    def has_view_permission(self, _: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_add_permission(self, _: HttpRequest) -> bool:
        return False

    def has_change_permission(self, _: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, _: HttpRequest, obj: Model | None = None) -> bool:
        return False


class People(LookOnly):
    list_display = ("email", "name", "is_staff", "is_active", "created_at")
    search_fields = ("email", "name")
    list_filter = ("is_staff", "is_active")
    exclude = ("password",)


class Tenants(LookOnly):
    list_display = ("slug", "name", "state", "schema_name", "created_at")
    search_fields = ("slug", "name", "schema_name")
    list_filter = ("state",)


class Memberships(LookOnly):
    list_display = ("user", "tenant", "role", "created_at")
    search_fields = ("user__email", "tenant__slug")
    list_select_related = ("user", "tenant")


class Subscriptions(LookOnly):
    list_display = ("tenant", "plan", "state", "period", "source", "period_ends_at")
    list_filter = ("state", "source", "plan")
    search_fields = ("tenant__slug", "external_id")
    list_select_related = ("tenant", "plan")
    exclude = ("card_digest",)


class Payments(LookOnly):
    list_display = ("tenant", "kind", "state", "amount", "currency", "created_at")
    list_filter = ("kind", "state")
    search_fields = ("tenant__slug", "external_id", "number")
    list_select_related = ("tenant",)


class StripeEvents(LookOnly):
    list_display = ("id", "kind", "tenant", "state", "attempts", "reason", "received_at")
    list_filter = ("state", "kind")
    search_fields = ("id", "object_id")
    list_select_related = ("tenant",)


class Codes(LookOnly):
    list_display = ("hint", "plan", "days", "uses_left", "expires_at", "note")
    list_select_related = ("plan",)
    exclude = ("digest",)


class Runs(LookOnly):
    list_display = ("name", "outcome", "trigger", "started_at", "duration_ms", "error")
    list_filter = ("outcome", "name")


class Trail(LookOnly):
    list_display = ("at", "actor_name", "action", "target_kind", "target_id")
    search_fields = ("actor_name", "action", "target_id")


class Work(LookOnly):
    list_display = ("id", "schema", "consumer", "state", "attempts", "reason", "due_at")
    list_filter = ("state", "consumer")
    search_fields = ("schema",)


class FactLog(LookOnly):
    list_display = ("id", "schema", "name", "at")
    search_fields = ("=schema", "=name")


backstage = Backstage(name="backstage")
for model, how in (
    (User, People),
    (Tenant, Tenants),
    (Membership, Memberships),
    (Domain, LookOnly),
    (PoolSchema, LookOnly),
    (Plan, LookOnly),
    (Subscription, Subscriptions),
    (FeatureFlag, LookOnly),
    (PlanRequest, LookOnly),
    (BillingAccount, LookOnly),
    (Payment, Payments),
    (StripeEvent, StripeEvents),
    (ActivationCode, Codes),
    (Channel, LookOnly),
    (KindRule, LookOnly),
    (Announcement, LookOnly),
    (AuditEntry, Trail),
    (JobRun, Runs),
    (FactRow, FactLog),
    (FactWork, Work),
    (Route, LookOnly),
):
    backstage.register(model, how)
