"""Refuse an address that a business may not take, with one that it may."""

from shared_apps.core.errors import Conflict, Invalid
from tenants.errors import TenantErrorCode
from tenants.models import Tenant
from tenants.slugs import SlugVerdict, judge


def check_slug(slug: str, *, tenant: Tenant | None = None) -> None:
    """Raise Invalid for what is no address, Conflict `slug_taken` for one of others; one's own former is free."""
    verdict = judge(slug, tenant=tenant)
    if verdict.reason == "invalid":
        message = "Use 3 to 40 Latin letters and digits, with single hyphens between them."
        raise Invalid("The workspace address needs another look.", fields={"slug": [message]})
    if not verdict.is_available:
        raise slug_taken(verdict)


def slug_taken(verdict: SlugVerdict) -> Conflict:
    message = "This workspace address is taken. Choose another one."
    return Conflict(TenantErrorCode.SLUG_TAKEN, message, data={"suggestion": verdict.suggestion})
